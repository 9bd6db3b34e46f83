import {createHash} from 'node:crypto';
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {sha256OfFile, specialFile} from '@retune/stage';

/** The sha256 of what a path names in hexadecimal, or why it has none. */
export type NamedPathDigest =
  | {sha256: string}
  | {kind: 'missing-file'}
  | {kind: 'special-file'; is: string}
  | {kind: 'unreadable-file'; code: string};

/**
 * Digest of a file's content, or of a folder's names and contents, as `pathDigest` takes it, of a path that a
 * user names: what could be read for ever is not opened, and Ctrl-C is answered while large files are read.
 */
export async function namedPathDigest(path: string): Promise<NamedPathDigest> {
  return await digestOf(path, []);
}

/** `above`: device and number of the folders around, since a link to one of them would lead on for ever. */
async function digestOf(path: string, above: readonly string[]): Promise<NamedPathDigest> {
  try {
    const is = await specialFile(path);
    if (is !== undefined) return {kind: 'special-file', is};
    const found = await stat(path);
    if (!found.isDirectory()) return {sha256: await sha256OfFile(path)};
    const folder = `${found.dev}:${found.ino}`;
    if (above.includes(folder)) return {kind: 'unreadable-file', code: 'ELOOP'};
    return await folderDigest(path, [...above, folder]);
  } catch (error) {
    const {code = String(error)} = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? {kind: 'missing-file'} : {kind: 'unreadable-file', code};
  }
}

async function folderDigest(path: string, above: readonly string[]): Promise<NamedPathDigest> {
  const hash = createHash('sha256');
  for (const name of (await readdir(path)).sort()) {
    const inside = await digestOf(join(path, name), above);
    if ('is' in inside) return {...inside, is: `a folder whose ${name} is ${inside.is}`};
    if ('code' in inside) return inside;
    hash.update(`${name}\0${'sha256' in inside ? inside.sha256 : undefined}\n`);
  }
  return {sha256: hash.digest('hex')};
}
