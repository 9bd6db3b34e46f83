import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {Worker} from 'node:worker_threads';

/** Smaller files are hashed before a thread has started. */
const LARGE = 32 << 20;

/** sha256 of a file in hexadecimal, read in pieces; of a large file in a thread of its own, beside other work. */
export async function sha256OfFile(path: string): Promise<string> {
  const {size} = await stat(path);
  return await (size < LARGE ? hashPieces(path) : hashInThread(path));
}

async function hashPieces(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(piece as Buffer);
  return hash.digest('hex');
}

// As text, since a stage is compiled into one file, which has no second one to start a thread with.
const THREAD = `
const {createHash} = require('node:crypto');
const {closeSync, openSync, readSync} = require('node:fs');
const {parentPort, workerData} = require('node:worker_threads');
const hash = createHash('sha256');
const piece = Buffer.allocUnsafe(1 << 20);
const file = openSync(workerData, 'r');
for (let bytes; (bytes = readSync(file, piece)) > 0; ) hash.update(piece.subarray(0, bytes));
closeSync(file);
parentPort.postMessage(hash.digest('hex'));
`;

function hashInThread(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    new Worker(THREAD, {eval: true, workerData: path}).once('message', resolve).once('error', reject);
  });
}
