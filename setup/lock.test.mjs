import {fork} from 'node:child_process';
import {once} from 'node:events';
import {readdir, stat, utimes, writeFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {withLock} from './lock.mjs';
import {temporaryFolder} from './testing/temporary-folder.mjs';

/** Beyond the largest number of a process. */
const NO_PROCESS = 2 ** 30;

/** A process that holds the lock until it is told to go on, or killed. */
async function holder(path) {
  const program = join(path, '..', 'holder.mjs');
  await writeFile(
    program,
    `import {withLock} from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))};
    await withLock(process.argv[2], {}, async () => {
      process.send('held');
      await new Promise((resolve) => process.once('message', resolve));
    });
    process.disconnect();`,
  );
  const child = fork(program, [path], {execArgv: []});
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child, 'message');
  return child;
}

test('a second process waits, says once for whom, and works when the first has finished', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const first = await holder(path);
  const waits = [];
  let working = false;
  const second = withLock(path, {pollEvery: 5, onWait: ({pid}) => waits.push(pid)}, async () => {
    working = true;
  });
  await expect.poll(() => waits).toEqual([first.pid]);
  expect(working).toBe(false);
  first.send('go on');
  await second;
  expect(working).toBe(true);
  expect(waits).toEqual([first.pid]);
});

test('the lock of a process that was killed is taken over at once', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const first = await holder(path);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const waits = [];
  expect(await withLock(path, {onWait: (found) => waits.push(found)}, async () => 'done')).toBe('done');
  expect(waits).toEqual([]);
});

test('a lock of another host is waited for, and taken over when it is silent for a minute', async () => {
  const path = join(await temporaryFolder(), 'lock');
  await writeFile(path, JSON.stringify({pid: NO_PROCESS, host: `not-${hostname()}`}));
  let waited = false;
  const work = withLock(path, {pollEvery: 5, onWait: () => (waited = true)}, async () => 'done');
  await expect.poll(() => waited).toBe(true);
  const longAgo = new Date(Date.now() - 61_000);
  await utimes(path, longAgo, longAgo);
  expect(await work).toBe('done');
});

test('of many at once, one works at a time, also when they find a stale lock', async () => {
  const path = join(await temporaryFolder(), 'lock');
  await writeFile(path, JSON.stringify({pid: NO_PROCESS, host: hostname()}));
  let working = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++working);
    await stat(path);
    working--;
  };
  await Promise.all(Array.from({length: 20}, () => withLock(path, {pollEvery: 1}, work)));
  expect(most).toBe(1);
});

test('the lock is gone after the work, also when it failed', async () => {
  const folder = await temporaryFolder();
  const failing = withLock(join(folder, 'lock'), {}, () => Promise.reject(new Error('no luck')));
  await expect(failing).rejects.toThrow('no luck');
  expect(await readdir(folder)).toEqual([]);
});
