import {stat} from 'node:fs/promises';
import {foreignContentOfFile} from '@retune/encoder/foreign-content';
import {type Emit, StageError, sha256OfFile} from '@retune/stage';
import {mostBytesOf} from './most-bytes.js';
import type {Offer, Source, WantedFile} from './source.js';
import {type SourceFailure, sourceFailureText} from './source-failure.js';

/** What became of one source. */
interface Attempt {
  readonly source: string;
  readonly failures: readonly SourceFailure[];
}

/**
 * Asks the sources in order until `take` was given each wanted file with the right bytes. Throws a
 * {@link StageError} that says of each source why it did not help.
 */
export async function bringFiles(
  wanted: readonly WantedFile[],
  sources: readonly Source[],
  {take, emit}: {take: (wanted: WantedFile, path: string) => Promise<void>; emit: Emit},
): Promise<void> {
  const missing = new Set(wanted);
  const offer: Offer = async (file, path) => {
    const {size} = await stat(path);
    const most = mostBytesOf(file.file);
    if (size > most) return {kind: 'too-large', file: file.file, most};
    // Whatever its sha256: a pointer's is easily taken for that of the file.
    const foreign = await foreignContentOfFile(path);
    if (foreign) return {kind: 'foreign', file: file.file, ...foreign};
    const found = await sha256OfFile(path);
    if (found !== file.sha256) return {kind: 'wrong-bytes', file: file.file, expected: file.sha256, found};
    await take(file, path);
    missing.delete(file);
    return undefined;
  };
  const attempts: Attempt[] = [];
  for (const source of sources) {
    const before = missing.size;
    const failures = await source.bring([...missing], offer);
    if (before > missing.size)
      emit({kind: 'note', message: `${before - missing.size} of ${wanted.length} files from ${source.name}`});
    if (failures.length > 0) attempts.push({source: source.name, failures});
    if (missing.size === 0) break;
  }
  if (missing.size > 0) throw noSourceHelped([...missing], attempts);
  for (const message of wrongBytesMessages(attempts)) emit({kind: 'warning', message});
}

/** Wrong bytes are worth a warning though another source had the right ones: someone may have changed them. */
function wrongBytesMessages(attempts: readonly Attempt[]): string[] {
  return attempts.flatMap(({source, failures}) =>
    failures
      .filter(({kind}) => kind === 'wrong-bytes')
      .map((failure) => `${source}: ${sourceFailureText(failure)}; it came from another source`),
  );
}

function noSourceHelped(missing: readonly WantedFile[], attempts: readonly Attempt[]): StageError {
  const reasons = attempts.flatMap(({source, failures}) =>
    failures.map((failure) => `\n  ${source}: ${sourceFailureText(failure)}`),
  );
  return new StageError({
    where: 'checkpoint.sources',
    what: `no source has ${missing.map(({file}) => file).join(', ')} with the wanted sha256${reasons.join('')}`,
    mend: fixOf(attempts.flatMap(({failures}) => failures)),
  });
}

/** What helps most: the first failure of the kinds that tell it, else what helps with any. */
function fixOf(failures: readonly SourceFailure[]): string {
  const foreign = failures.find(({kind}) => kind === 'foreign');
  if (foreign?.kind === 'foreign')
    return `${foreign.fix} Then give the sha256 of that file in checkpoint.files.`;
  if (failures.some(({kind}) => kind === 'wrong-bytes'))
    return 'If the bytes found are the ones you want, write their sha256 into checkpoint.files; else correct a source.';
  return 'Correct one of them, or put the files into a folder and add {folder: path} to checkpoint.sources.';
}
