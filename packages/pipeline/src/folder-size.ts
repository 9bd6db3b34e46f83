import {lstatSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

/** Bytes of a file, or of all files in a folder; links count as themselves. 0 where nothing is there. */
export function folderSize(path: string): number {
  const found = lstatSync(path, {throwIfNoEntry: false});
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + folderSize(join(path, name)), 0);
}
