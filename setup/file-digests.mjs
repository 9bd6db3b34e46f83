import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readFile, rename, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';

/** In a folder: the sha256 of its files, and what the system said of each when it was hashed. */
const DIGESTS = 'digests.json';

/**
 * @typedef {object} Digest
 * @property {string} sha256
 * @property {string} state Another one where the file was written, replaced, moved or touched since.
 */

/**
 * Notes the digests of files that are known to be right.
 * @param {string} folder
 * @param {string[]} names
 */
export async function recordDigests(folder, names) {
  const digests = await Promise.all(names.map((name) => digestOf(folder, name)));
  await writeDigests(folder, Object.fromEntries(names.map((name, i) => [name, digests[i]])));
}

/**
 * Whether all files of the folder are what they were, `required` ones among them. Hashes only those that the system
 * says were touched since they were last hashed: the library's 0.9 GB would take a second at each start.
 * @param {string} folder
 * @param {string[]} required
 */
export async function digestsHold(folder, required) {
  try {
    const known = new Map(Object.entries(await readDigests(folder)));
    if (!required.every((name) => known.has(name))) return false;
    let touched = false;
    for (const [name, digest] of known) {
      if ((await stateOf(folder, name)) === digest.state) continue;
      const found = await digestOf(folder, name);
      if (found.sha256 !== digest.sha256) return false;
      known.set(name, found);
      touched = true;
    }
    // Where the folder may only be read they are hashed again the next time.
    if (touched) await writeDigests(folder, Object.fromEntries(known)).catch(() => {});
    return true;
  } catch {
    return false; // a file is missing, or the digests are no digests
  }
}

/** @returns {Promise<Record<string, Digest>>} */
async function readDigests(folder) {
  return JSON.parse(await readFile(join(folder, DIGESTS), 'utf8'));
}

async function writeDigests(folder, digests) {
  const temporary = join(folder, `.${DIGESTS}.${process.pid}`);
  await writeFile(temporary, `${JSON.stringify(digests, undefined, 1)}\n`);
  await rename(temporary, join(folder, DIGESTS));
}

/** @returns {Promise<Digest>} */
async function digestOf(folder, name) {
  const state = await stateOf(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, name)), hash);
  return {sha256: hash.digest('hex'), state};
}

/** The time of change is set by the system alone, unlike that of modification. */
async function stateOf(folder, name) {
  const {size, ino, ctimeNs} = await stat(join(folder, name), {bigint: true});
  return `${size} bytes, inode ${ino}, changed ${ctimeNs}`;
}
