import {randomUUID} from 'node:crypto';
import {mkdir, open, readFile, rm, stat, utimes} from 'node:fs/promises';
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
    if (found?.stale) await removeStale(path);
    else if (!told && found?.holder) {
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
  const text = await readText(path);
  if (text === undefined) return undefined;
  const holder = parseHolder(text);
  const dead = holder?.host === hostname() && !isAlive(holder.pid);
  return {holder, stale: dead || (await isSilent(path))};
}

/**
 * Only whoever holds the takeover file may remove a stale lock, and looks again first: the slower of two that
 * found it would remove the lock of the faster.
 */
async function removeStale(path) {
  const takeover = `${path}.takeover`;
  if (await take(takeover, '')) {
    if ((await inspect(path))?.stale) await rm(path, {force: true});
    await rm(takeover, {force: true});
  } else if (await isSilent(takeover)) await rm(takeover, {force: true});
}

async function isSilent(path) {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > DEAD_AFTER;
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
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

async function readText(path) {
  return await readFile(path, 'utf8').catch(() => undefined);
}
