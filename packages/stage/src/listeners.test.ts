import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {jsonLines, paced, progressLine, type StageEvent} from './index.js';

test('in a terminal one line is redrawn at most ten times a second, and a note ends it', () => {
  let time = 0;
  let shown = '';
  const now = () => time;
  const write = (text: string) => (shown += text);
  const listen = paced(progressLine({stage: 'train', terminal: true, write, now}), now);
  for (let step = 1; step <= 300; step++) {
    time = step * 10;
    listen({kind: 'progress', done: step, total: 3000, unit: 'steps', values: {loss: 0.87123}});
  }
  expect(shown.split('\r').length - 1).toBe(30);
  expect(shown.split('\r\u001b[2K').at(-1)).toBe(
    '\u001b[?7ltrain: 291/3000 steps, 100 steps/s, 28 s left, loss 0.8712\u001b[?7h',
  );
  listen({kind: 'warning', message: 'the loss is not finite'});
  expect(shown.endsWith('\r\u001b[2Ktrain: warning: the loss is not finite\n')).toBe(true);
});

test('without a terminal plain lines appear now and then', () => {
  let time = 0;
  const lines: string[] = [];
  const now = () => time;
  const write = (text: string) => lines.push(text);
  const listen = paced(progressLine({stage: 'train', terminal: false, write, now}), now);
  for (time = 0; time <= 25_000; time += 1000)
    listen({kind: 'progress', done: time, total: 50_000, unit: 'rows'});
  expect(lines).toEqual([
    'train: 10000/50000 rows, 1000 rows/s, 40 s left\n',
    'train: 20000/50000 rows, 1000 rows/s, 30 s left\n',
  ]);
});

test('rows a second and the time left count from the first event, so not what a resumed run found done', () => {
  let time = 5000;
  const events: StageEvent[] = [];
  const listen = paced(
    (event) => events.push(event),
    () => time,
  );
  const progress = (done: number) =>
    listen({kind: 'progress', done, total: 1000, unit: 'steps', counts: {rows: done * 16}});
  progress(501);
  time += 2000;
  progress(511);
  expect(events.map((event) => event.kind === 'progress' && event.pace)).toEqual([
    undefined,
    {secondsLeft: 97.8, perSecond: {steps: 5, rows: 80}},
  ]);
});

test('work of another unit, or begun anew, has a pace of its own', () => {
  let time = 0;
  const events: StageEvent[] = [];
  const listen = paced(
    (event) => events.push(event),
    () => time,
  );
  for (const [done, unit] of [
    [1, 'MB'],
    [2, 'MB'],
    [1, 'rows'],
    [3, 'rows'],
    [1, 'rows'],
    [2, 'rows'],
  ] as const) {
    time += 1000;
    listen({kind: 'progress', done, total: 4, unit});
  }
  expect(events.map((event) => event.kind === 'progress' && event.pace?.perSecond)).toEqual([
    undefined,
    {MB: 1},
    undefined,
    {rows: 2},
    undefined,
    {rows: 1},
  ]);
});

test('measurements are for charts: no line tells them, and the drawn line stays', () => {
  let shown = '';
  const listen = progressLine({
    stage: 'train',
    terminal: true,
    write: (text) => (shown += text),
    now: () => 0,
  });
  listen({kind: 'resumed', step: 1200});
  const values = {loss: 0.5, learningRate: 1.25e-4};
  listen({kind: 'progress', done: 1201, total: 3000, unit: 'steps', values});
  listen({kind: 'measured', step: 1201, values: {'train/loss': 0.5}});
  expect(shown).toBe(
    'train: resumed at step 1200\n' +
      '\r\u001b[2K\u001b[?7ltrain: 1201/3000 steps, loss 0.5, learning rate 0.000125\u001b[?7h',
  );
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
