import {lstatSync, realpathSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

/**
 * Where a path leads when all links on the way are followed, though nothing may lie there yet. Throws the system's
 * error for a link that leads to nothing or to itself.
 */
export function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isMissing(path, error) || path === dirname(path)) throw error;
    return join(realPlace(dirname(path)), basename(path));
  }
}

/** Whether nothing lies there, not even a link to nothing. Below a file nothing can; who writes there is told. */
function isMissing(path: string, error: unknown): boolean {
  const {code} = error as NodeJS.ErrnoException;
  return code === 'ENOTDIR' || (code === 'ENOENT' && lstatSync(path, {throwIfNoEntry: false}) === undefined);
}
