import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {Progress} from './progress.mjs';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What a step of 24 seconds tells, whose detail is the number of seconds passed so far. */
async function told(isTTY) {
  const lines = [];
  const progress = new Progress({output: {isTTY, write: (text) => lines.push(text)}});
  const step = progress.during('downloading', async (update) => {
    for (let second = 1; second <= 24; second++) {
      update(`${second} MB`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  });
  await vi.advanceTimersByTimeAsync(24_000);
  await step;
  return lines;
}

test('without a terminal there is a line at the start, every ten seconds and at the end', async () => {
  expect(await told(false)).toEqual([
    'set-up: downloading\n',
    'set-up: downloading, 10 MB, 10 s\n',
    'set-up: downloading, 20 MB, 20 s\n',
    'set-up: downloading: done in 24 s\n',
  ]);
});

test('in a terminal one line changes every second', async () => {
  const lines = await told(true);
  expect(lines.slice(0, 3)).toEqual([
    'set-up: downloading',
    '\r\x1b[Kset-up: downloading, 1 MB, 1 s',
    '\r\x1b[Kset-up: downloading, 2 MB, 2 s',
  ]);
  expect(lines.at(-1)).toBe('\r\x1b[Kset-up: downloading: done in 24 s\n');
});

test('a step that fails says so and hands the error on', async () => {
  const lines = [];
  const progress = new Progress({output: {write: (text) => lines.push(text)}});
  await expect(progress.during('building', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lines.at(-1)).toBe('set-up: building: failed after 0 s\n');
});
