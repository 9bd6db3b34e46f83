import {existsSync, readdirSync, rmSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
});
afterAll(() => workspace[Symbol.dispose]());

test('a stage killed in the middle of its work leaves nothing that a later run believes', async () => {
  const running = workspace.start('run', 'pipeline:chain', '--set', 'first.waitMs=60000');
  await workspace.untilCalled('first');
  running.killStage();
  const killed = await running.ended;
  expect(killed.status).toBe(1);
  expect(existsSync(workspace.path('artifacts/chain/first'))).toBe(false);

  const after = await workspace.nx('run', 'pipeline:chain');
  expect(after.worked).toEqual(['first', 'second']);
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\nab');
  expect(readdirSync(workspace.path('artifacts/chain')).sort()).toEqual(['first', 'logs', 'second', 'write']);
});

test('Nx killed in the middle of a run leaves nothing that a later run believes, and no stage at work', async () => {
  const slow = ['--set', 'first.suffix=k', '--set', 'first.waitMs=3000'];
  const running = workspace.start('run', 'pipeline:chain', ...slow);
  await workspace.untilCalled('first');
  running.killNx();
  await running.ended;
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect(workspace.read('artifacts/chain/first/text.txt')).toBe('one\na');

  const after = await workspace.nx('run', 'pipeline:chain', '--set', 'first.suffix=k');
  expect(after.worked).toEqual(['first', 'second']);
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\nkb');
});

test('Ctrl-C ends the run and its stage at once and leaves nothing half', async () => {
  const running = workspace.start('run', 'pipeline:chain', '--set', 'first.waitMs=60001');
  await running.untilCalled('first');
  running.interrupt();
  const interrupted = await running.ended;
  expect(interrupted.status).toBe(130);
  const stage = Number(workspace.read('stage.pid'));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(() => process.kill(stage, 0)).toThrow('ESRCH');
  expect(readdirSync(workspace.path('artifacts/chain')).sort()).toEqual(['first', 'logs', 'second', 'write']);
  expect(existsSync(workspace.path('.retune/lock'))).toBe(false);

  const after = await workspace.nx('run', 'pipeline:chain');
  expect(after.worked).toEqual([]);
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\nab');
});

test('a database that Nx was killed over is made again, and this is said', async () => {
  const folder = '.nx/workspace-data';
  const names = readdirSync(workspace.path(folder)).filter((name) => name.includes('.db'));
  const [database] = names.filter((name) => name.endsWith('.db'));
  for (const name of names) rmSync(workspace.path(`${folder}/${name}`));
  // What SQLite begins with; its tables follow later.
  workspace.write({[`${folder}/${database}`]: ''});

  const after = await workspace.nx('run', 'pipeline:chain');
  expect(after.status, after.output).toBe(0);
  expect(after.output).toContain(`${folder}/${database}: Nx's database lacks tables`);
});
