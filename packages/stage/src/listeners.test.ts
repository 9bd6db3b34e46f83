import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {jsonLines, progressLine} from './index.js';

test('in a terminal one line is redrawn at most ten times a second, and a note ends it', () => {
  let time = 0;
  let shown = '';
  const listen = progressLine({
    stage: 'train',
    terminal: true,
    write: (text) => (shown += text),
    now: () => time,
  });
  for (let step = 1; step <= 300; step++) {
    time = step * 10;
    listen({kind: 'progress', done: step, total: 3000, unit: 'steps', values: {loss: 0.87123}});
  }
  expect(shown.split('\r').length - 1).toBe(30);
  expect(shown.split('\r\u001b[2K').at(-1)).toBe(
    'train: 291/3000 steps, 100 steps/s, 28 s left, loss 0.8712',
  );
  listen({kind: 'warning', message: 'the loss is not finite'});
  expect(shown.endsWith('\r\u001b[2Ktrain: warning: the loss is not finite\n')).toBe(true);
});

test('without a terminal plain lines appear now and then', () => {
  let time = 0;
  const lines: string[] = [];
  const listen = progressLine({
    stage: 'train',
    terminal: false,
    write: (text) => lines.push(text),
    now: () => time,
  });
  for (time = 0; time <= 25_000; time += 1000)
    listen({kind: 'progress', done: time, total: 50_000, unit: 'rows'});
  expect(lines).toEqual([
    'train: 10000/50000 rows, 1000 rows/s, 40 s left\n',
    'train: 20000/50000 rows, 1000 rows/s, 30 s left\n',
  ]);
});

test('the log holds an event a line, with its time, and starts empty', () => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-log-'));
  const file = join(folder, 'logs/train.jsonl');
  for (const message of ['first', 'second']) {
    const listen = jsonLines(file, () => new Date(0));
    listen({kind: 'note', message});
    listen({kind: 'progress', done: 1, total: 2, unit: 'steps'});
  }
  expect(readFileSync(file, 'utf8')).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","kind":"note","message":"second"}\n' +
      '{"time":"1970-01-01T00:00:00.000Z","kind":"progress","done":1,"total":2,"unit":"steps"}\n',
  );
  rmSync(folder, {recursive: true});
});
