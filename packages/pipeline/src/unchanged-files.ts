import {StageError} from '@retune/stage';
import {pathDigest} from './path-digest.js';

/** A file or folder that a param names, as it was when the stage's key was taken. */
export interface ReadFile {
  /** Absolute. */
  path: string;
  /** See {@link pathDigest}. */
  digest: string;
}

/**
 * Throws {@link StageError} where a file is no longer as the stage's key says: what was made of it must not be kept
 * under that key. Called when the stage has read all that it reads.
 */
export function requireUnchanged(files: Readonly<Record<string, ReadFile>>): void {
  const problems = Object.entries(files)
    .filter(([, {path, digest}]) => pathDigest(path) !== digest)
    .map(([param, {path}]) => ({
      where: path,
      what: `${param} was changed while this stage was reading it, so nothing was kept`,
      mend: 'Run the same command again.',
    }));
  if (problems.length > 0) throw new StageError(problems);
}
