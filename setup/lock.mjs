import {randomUUID} from 'node:crypto';
import {mkdir, open, readFile, rename, rm, stat, utimes} from 'node:fs/promises';
import {hostname} from 'node:os';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** How often the holder shows that it lives, and after how long without it the lock is taken over, in ms. */
const BEAT = 5_000;
const DEAD_AFTER = 60_000;

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string} host
 */

/**
 * Does `work` while holding the lock file `path`, so that of several processes one works at a time. A lock
 * whose process is gone (killed, or on another host and silent for a minute) is taken over.
 * @template T
 * @param {string} path
 * @param {{onWait?: (holder: Holder) => void, pollEvery?: number}} options `onWait` is told once for whom.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, {onWait = () => {}, pollEvery = 200}, work) {
  await mkdir(dirname(path), {recursive: true});
  const mine = JSON.stringify({pid: process.pid, host: hostname(), id: randomUUID()});
  let told = false;
  while (!(await take(path, mine))) {
    const found = await inspect(path);
    if (found?.stale) await removeStale(path, found.text);
    if (found === undefined || found.stale) continue;
    if (!told && found.holder) {
      onWait(found.holder);
      told = true;
    }
    await sleep(pollEvery);
  }
  const beating = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), BEAT);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    if ((await readText(path)) === mine) await rm(path, {force: true});
  }
}

async function take(path, text) {
  const file = await open(path, 'wx').catch((error) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (file === undefined) return false;
  await file.writeFile(text);
  await file.close();
  return true;
}

/** Who holds the lock; undefined where it is gone meanwhile. */
async function inspect(path) {
  const [text, found] = await Promise.all([readText(path), stat(path).catch(() => undefined)]);
  if (text === undefined || found === undefined) return undefined;
  const holder = parseHolder(text);
  const silent = Date.now() - found.mtimeMs > DEAD_AFTER;
  return {text, holder, stale: silent || (holder?.host === hostname() && !isAlive(holder.pid))};
}

/** Moved away first: two processes may find the same stale lock, and the slower must not remove a new one. */
async function removeStale(path, staleText) {
  const aside = `${path}.${process.pid}-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if ((await readText(aside)) === staleText) await rm(aside, {force: true});
  else await rename(aside, path);
}

/** @returns {Holder | undefined} undefined while the holder is still writing its name */
function parseHolder(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function readText(path) {
  return await readFile(path, 'utf8').catch(() => undefined);
}
