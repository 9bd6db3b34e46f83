import {readdirSync, statSync} from 'node:fs';
import {afterAll, expect, test} from 'vitest';
import {StagesWorkspace} from './stages-workspace.js';

const workspace = new StagesWorkspace();
afterAll(() => workspace[Symbol.dispose]());

test('labelled text becomes a trained, measured and explained model, by one command', {
  timeout: 180_000,
}, async () => {
  const run = await workspace.nx('run', 'pipeline:smoke');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual([
    'checkpoint',
    'ingest',
    'tokenize',
    'encode',
    'train',
    'evaluate',
    'explain',
    'report',
  ]);
  expect(run.output).toMatch(/accuracy +0\.\d{4} +0\.\d{4}/);
  expect(run.output).toContain('report: artifacts/smoke/report/index.html');
  expect(readdirSync(workspace.path('artifacts/smoke/logs/train'))).toEqual([
    expect.stringMatching(/^events\.out\.tfevents\./),
  ]);
  expect(statSync(workspace.path('artifacts/smoke/report/index.html')).size).toBeLessThan(1.5e6);
});

test('the same command again runs nothing', {timeout: 60_000}, async () => {
  expect((await workspace.nx('run', 'pipeline:smoke')).ran).toEqual([]);
});

test('broken rows stop the run, listed with their lines', {timeout: 60_000}, async () => {
  workspace.write('tickets.csv', 'text,label\nfine,billing\n"",login\nno label\n');
  const run = await workspace.nx('run', 'pipeline:smoke.ingest', '--set', 'ingest.train=tickets.csv');
  expect(run.status).toBe(1);
  expect(run.output).toContain('tickets.csv:3');
  expect(run.output).toContain('tickets.csv:4');
  expect(run.output).not.toContain('    at ');
});
