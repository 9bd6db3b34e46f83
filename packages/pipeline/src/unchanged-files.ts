import {type Problem, StageError} from '@retune/stage';
import {namedPathDigest} from './named-path-digest.js';

/** A file or folder that a param names, as it was when the stage's key was taken. */
export interface ReadFile {
  /** Absolute. */
  path: string;
  /** Of the file or folder; hexadecimal. */
  sha256: string;
}

/**
 * Throws {@link StageError} where a file is no longer as the stage's key says: what was made of it must not be kept
 * under that key. Called when the stage has read all that it reads.
 */
export async function requireUnchanged(files: Readonly<Record<string, ReadFile>>): Promise<void> {
  const problems: Problem[] = [];
  for (const [param, {path, sha256}] of Object.entries(files)) {
    const now = await namedPathDigest(path);
    if ('sha256' in now && now.sha256 === sha256) continue;
    problems.push({
      where: path,
      what: `${param} was changed during the run, so nothing was kept of what this stage made`,
      mend: 'Run the same command again.',
    });
  }
  if (problems.length > 0) throw new StageError(problems);
}
