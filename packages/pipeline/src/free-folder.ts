import {lstatSync, readdirSync, rmdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {folderSize} from './folder-size.js';

/**
 * Removes a file or folder and gives the bytes that this freed. A link to a folder, such as one on another disk,
 * stays as the user's own, and what it leads to is emptied; deeper than `levels` below `path` links are removed.
 */
export function freeFolder(path: string, levels: number): number {
  const isFolder = statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
  const isLink = lstatSync(path).isSymbolicLink();
  if (!isFolder || levels < 0 || (levels === 0 && !isLink)) {
    const bytes = folderSize(path);
    rmSync(path, {recursive: true, force: true});
    return bytes;
  }
  const bytes = readdirSync(path).reduce((sum, name) => sum + freeFolder(join(path, name), levels - 1), 0);
  if (!isLink && readdirSync(path).length === 0) rmdirSync(path);
  return bytes;
}
