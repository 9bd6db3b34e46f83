import {createWriteStream} from 'node:fs';
import {mkdir, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import {Transform} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createInflateRaw} from 'node:zlib';

// Fields and their places: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const IN_ZIP64_INSTEAD = 0xffffffff;

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method
 * @property {number} compressedSize
 * @property {number} size
 * @property {number} localHeaderAt
 */

/**
 * The files in a zip file, by its central directory. Throws an Error where it is none, is cut short, or is
 * larger than 4 GB (zip64).
 * @param {string} path
 * @returns {Promise<ZipEntry[]>}
 */
export async function readZipEntries(path) {
  const file = await open(path, 'r');
  try {
    const {size} = await file.stat();
    const tailSize = Math.min(size, END_SIZE + LONGEST_COMMENT);
    const tail = await readBytes(file, size - tailSize, tailSize);
    const end = lastSignature(tail, END_SIGNATURE);
    if (end === -1) throw new Error(`${path} is not a whole zip file`);
    const count = tail.readUInt16LE(end + 10);
    const directory = await readBytes(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    return parseDirectory(directory, count);
  } finally {
    await file.close();
  }
}

/**
 * Writes one file of a zip file to `target`, making its folder; streamed, so that its size does not matter.
 * @param {string} path
 * @param {ZipEntry} entry
 * @param {string} target
 * @param {(bytes: number) => void} [onBytes] Told how many more were written.
 */
export async function extractZipEntry(path, entry, target, onBytes = () => {}) {
  await mkdir(dirname(target), {recursive: true});
  const file = await open(path, 'r');
  try {
    const local = await readBytes(file, entry.localHeaderAt, LOCAL_SIZE);
    const start = entry.localHeaderAt + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28);
    let written = 0;
    const counting = new Transform({
      transform(chunk, _encoding, done) {
        written += chunk.length;
        onBytes(chunk.length);
        done(undefined, chunk);
      },
    });
    const output = createWriteStream(target);
    if (entry.compressedSize === 0) await pipeline([], output);
    else {
      const compressed = file.createReadStream({
        start,
        end: start + entry.compressedSize - 1,
        autoClose: false,
      });
      const decoders = entry.method === DEFLATED ? [createInflateRaw()] : [];
      await pipeline([compressed, ...decoders, counting, output]);
    }
    if (written !== entry.size) throw new Error(`${entry.name} has ${written} bytes, not ${entry.size}`);
  } finally {
    await file.close();
  }
}

function parseDirectory(directory, count) {
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw new Error('the zip file has a broken directory');
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((offset) =>
      directory.readUInt16LE(at + offset),
    );
    const entry = {
      name: directory.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameSize),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      localHeaderAt: directory.readUInt32LE(at + 42),
    };
    if ([entry.compressedSize, entry.size, entry.localHeaderAt].includes(IN_ZIP64_INSTEAD))
      throw new Error(`${entry.name} is in zip64, which is not read`);
    if (entry.method !== STORED && entry.method !== DEFLATED)
      throw new Error(`${entry.name} is compressed by method ${entry.method}, which is not read`);
    entries.push(entry);
    at += ENTRY_SIZE + nameSize + extraSize + commentSize;
  }
  return entries;
}

function lastSignature(bytes, signature) {
  const pattern = Buffer.alloc(4);
  pattern.writeUInt32LE(signature);
  return bytes.lastIndexOf(pattern);
}

async function readBytes(file, position, length) {
  const {buffer, bytesRead} = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('the zip file is cut short');
  return buffer;
}
