import {createHash} from 'node:crypto';
import {closeSync, openSync, readdirSync, readSync, statSync} from 'node:fs';
import {join} from 'node:path';

/**
 * sha256 in hexadecimal of a file's content, or of a folder's names and contents; undefined where nothing
 * is there. The content is read each time: dates can lie within a second.
 */
export function pathDigest(path: string): string | undefined {
  const found = statSync(path, {throwIfNoEntry: false});
  if (found === undefined) return undefined;
  const hash = createHash('sha256');
  if (!found.isDirectory()) return digestOfFile(path);
  for (const name of readdirSync(path).sort()) hash.update(`${name}\0${pathDigest(join(path, name))}\n`);
  return hash.digest('hex');
}

function digestOfFile(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
