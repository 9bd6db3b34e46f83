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
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && !isThere(path);
    if (!isMissing || path === dirname(path)) throw error;
    return join(realPlace(dirname(path)), basename(path));
  }
}

/** Whether something lies there, be it a link to nothing. */
function isThere(path: string): boolean {
  return lstatSync(path, {throwIfNoEntry: false}) !== undefined;
}
