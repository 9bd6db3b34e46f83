import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {printableLine} from '../printable.mjs';
import {processStart, UNKNOWN_START} from './process-start.js';
import {readText} from './read-text.js';

/** The run that holds a workspace, as `.retune/lock` tells it. */
export interface LockHolder {
  pid: number;
  /** See {@link processStart}. */
  started?: string;
  command: string;
}

/**
 * Takes the workspace for the run of this command line, and gives what releases it; the end of the process
 * does so too. Waits while another run holds it, and says for whom; with `--no-wait` it throws instead.
 */
export async function holdWorkspace(root: string, argv: readonly string[]): Promise<() => void> {
  const release = await lockWorkspace(root, `nx ${argv.slice(2).join(' ')}`, (holder) => {
    const who = `${printableLine(holder.command)} (process ${holder.pid})\n${doubt(holder)}`;
    if (argv.includes('--no-wait'))
      throw new Error(
        `Another run is in progress in this workspace: ${who}Without --no-wait this one waits for it.`,
      );
    process.stdout.write(`Waiting for another run in this workspace: ${who}`);
  });
  process.once('exit', release);
  return release;
}

/** Where starts are not known, the lock of a killed run may seem to be that of whoever has its number now. */
function doubt({started, pid}: LockHolder): string {
  return started === UNKNOWN_START ? `If process ${pid} is another program, delete .retune/lock.\n` : '';
}

/**
 * Takes the workspace for a command other than a run and gives what releases it. Waits for nobody: while
 * another holds it, gives that holder.
 */
export function tryToHoldWorkspace(
  root: string,
  command: string,
  link = linkSync,
): {release: () => void} | {holder: LockHolder} {
  const lock = ownLock(root, command, link);
  const holder = placeLock(lock);
  return holder === undefined ? {release: () => releaseLock(lock)} : {holder};
}

/**
 * Takes the workspace for this process and gives what releases it. While another run holds it, tells
 * `onHeld` of that run, once, and waits. The lock of a process that has ended is taken over at once.
 */
async function lockWorkspace(
  root: string,
  command: string,
  onHeld: (holder: LockHolder) => void,
): Promise<() => void> {
  const lock = ownLock(root, command, linkSync);
  let told = '';
  for (let holder = placeLock(lock); holder !== undefined; holder = placeLock(lock)) {
    const text = JSON.stringify(holder);
    if (told !== text) onHeld(holder);
    told = text;
    await sleep(100);
  }
  return () => releaseLock(lock);
}

interface Lock {
  file: string;
  /** Tells of this process. */
  text: string;
  /** Makes a hard link; throws where the file system has none. */
  link: typeof linkSync;
}

function ownLock(root: string, command: string, link: typeof linkSync): Lock {
  const holder: LockHolder = {pid: process.pid, started: processStart(process.pid), command};
  return {file: join(root, '.retune', 'lock'), text: JSON.stringify(holder), link};
}

/** Puts the lock in place, over that of a process that has ended; gives the holder that keeps it from this. */
function placeLock(lock: Lock): LockHolder | undefined {
  const {file} = lock;
  mkdirSync(dirname(file), {recursive: true});
  while (!tryToPlace(lock)) {
    const text = lockText(file);
    if (text === undefined || isBeingWritten(file, text)) continue;
    const holder = liveHolder(text);
    if (holder !== undefined) return holder;
    removeLock(lock, text);
  }
  return undefined;
}

/** The lock's text; undefined where it is gone. Another error would come again at each further try. */
function lockText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function releaseLock({file, text}: Lock): void {
  if (readText(file) === text) rmSync(file, {force: true});
}

/** Linked into place, so that a reader sees the whole text or no file. */
function tryToPlace({file, text, link}: Lock): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text);
    link(draft, file);
    return true;
  } catch (error) {
    const {code = ''} = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (NO_LINKS.has(code) && existsSync(draft)) return tryToWrite(file, text);
    throw error;
  } finally {
    rmSync(draft, {force: true});
  }
}

/** What file systems without hard links say of one: exFAT, shared folders of virtual machines, some of FUSE. */
const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']);

/** The same without a link. Between the file and its text a reader may see an empty one; see {@link isBeingWritten}. */
function tryToWrite(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, {flag: 'wx'});
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** An empty lock is one at whose text its process is at work, or, after a while, at which it was killed. */
function isBeingWritten(file: string, text: string): boolean {
  const made = text === '' ? statSync(file, {throwIfNoEntry: false})?.mtimeMs : undefined;
  return made !== undefined && Math.abs(Date.now() - made) < 1000;
}

/** Removes the lock with this text; another one, put there in between, is put back. */
function removeLock({file, link}: Lock, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const removed = readText(aside);
  rmSync(aside);
  if (removed !== undefined && removed !== text) tryToPlace({file, text: removed, link});
}

function liveHolder(text: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(text) as LockHolder;
    const started = processStart(holder.pid);
    return started !== undefined && started === holder.started ? holder : undefined;
  } catch {
    return undefined;
  }
}
