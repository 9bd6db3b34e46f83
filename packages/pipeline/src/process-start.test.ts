import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {expect, test} from 'vitest';
import {processStart, UNKNOWN_START} from './process-start.js';

const ended = spawnSync(process.execPath, ['--version']).pid;

test('a process keeps its start, another one has another', async () => {
  const other = spawn('sleep', ['60']);
  const own = processStart(process.pid);
  expect(own).toMatch(/^\d+$/);
  expect(processStart(process.pid)).toBe(own);
  expect(Number(processStart(other.pid as number))).toBeGreaterThan(Number(own));
  other.kill();
  await once(other, 'exit');
});

test('a process that has ended has no start', () => {
  expect(processStart(ended)).toBeUndefined();
});

test('where the system does not tell starts, a process that is alive still counts as such', () => {
  expect(processStart(process.pid, '/nowhere')).toBe(UNKNOWN_START);
  expect(processStart(ended, '/nowhere')).toBeUndefined();
});
