import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {tryToHoldWorkspace} from './workspace-lock.js';

let root: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retune-lock-'));
  file = join(root, '.retune/lock');
});
afterEach(() => rmSync(root, {recursive: true}));

/** What `link` does on a file system without hard links. */
function refused(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: link`), {code, syscall: 'link'});
  };
}

const hold = (command: string, code = 'EPERM') => tryToHoldWorkspace(root, command, refused(code));
function held(command: string, code?: string): () => void {
  const lock = hold(command, code);
  if ('holder' in lock) throw new Error(`held by ${lock.holder.command}`);
  return lock.release;
}

test.each(['EPERM', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'])(
  'where a hard link ends in %s a workspace is held all the same, by one at a time',
  (code) => {
    const release = held('nx run pipeline:chain', code);
    expect(hold('clean', code)).toMatchObject({holder: {command: 'nx run pipeline:chain', pid: process.pid}});
    release();
    held('clean', code)();
    expect(readdirSync(join(root, '.retune'))).toEqual([]);
  },
);

test('the lock of a process that has ended is taken over', () => {
  mkdirSync(join(root, '.retune'));
  writeFileSync(file, JSON.stringify({pid: process.pid, started: '1', command: 'killed'}));
  held('clean');
  expect(readFileSync(file, 'utf8')).toContain('"command":"clean"');
});

test('an empty lock, whose process was killed before it wrote, is taken over after a while', () => {
  mkdirSync(join(root, '.retune'));
  writeFileSync(file, '');
  const old = new Date(Date.now() - 5000);
  utimesSync(file, old, old);
  held('clean')();
  expect(existsSync(file)).toBe(false);
});

test('another fault than the lack of links ends the try', () => {
  expect(() => hold('clean', 'EIO')).toThrow('EIO');
  expect(readdirSync(join(root, '.retune'))).toEqual([]);
});
