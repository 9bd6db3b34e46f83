import {existsSync, rmSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  await workspace.nx('run', 'pipeline:chain');
});
afterAll(() => workspace[Symbol.dispose]());

/** A run that is in the middle of its stage `first`. */
async function runAtWork(waitMs: number) {
  const running = workspace.start('run', 'pipeline:chain', '--set', `first.waitMs=${waitMs}`);
  await running.untilCalled('first');
  return running;
}

const lock = () => JSON.parse(workspace.read('.retune/lock'));

test('a second run waits, says for whom, and both results are right', async () => {
  const running = await runAtWork(60_003);
  const {pid} = lock();
  const waiting = workspace.start('run', 'pipeline:chain', '--set', 'second.suffix=z');
  await waiting.untilPrinted('Waiting for another run');
  workspace.write({'go-on': ''});
  const second = await waiting.ended;
  rmSync(workspace.path('go-on'));
  expect(second.status, second.output).toBe(0);
  expect(second.output).toContain(
    `Waiting for another run in this workspace: nx run pipeline:chain --set first.waitMs=60003 (process ${pid})\n`,
  );
  const first = await running.ended;
  expect(first.output).toMatch(/first +ran/);
  expect(second.output).toMatch(/first +cached/);
  expect(second.output).toMatch(/second +ran/);
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\naz');
});

test('a second run with --no-wait ends with an error and leaves the first alone', async () => {
  const running = await runAtWork(60_001);
  const {pid} = lock();
  const second = await workspace.nx('run', 'pipeline:chain', '--no-wait');
  expect(second.status).toBe(1);
  expect(second.output).toContain(
    `Another run is in progress in this workspace: nx run pipeline:chain --set first.waitMs=60001 (process ${pid})`,
  );
  expect(second.output).toContain('Without --no-wait this one waits for it.');
  expect(lock().pid).toBe(pid);
  running.interrupt();
  await running.ended;
});

test('--no-wait changes nothing where no other run is at work', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--no-wait');
  expect(run.status, run.output).toBe(0);
  expect(run.worked).toEqual([]);
});

test('the lock of a killed run is taken over at once', async () => {
  const running = await runAtWork(60_000);
  running.killNx();
  await running.ended;
  expect(existsSync(workspace.path('.retune/lock'))).toBe(true);
  const after = await workspace.nx('run', 'pipeline:chain', '--no-wait');
  expect(after.status, after.output).toBe(0);
});

test.each([
  [
    'of a process whose number another one has now',
    JSON.stringify({pid: process.pid, started: '1', command: 'nx'}),
  ],
  ['that is not readable', '{"pid'],
])('a lock %s is taken over at once', async (_, text) => {
  workspace.write({'.retune/lock': text});
  const run = await workspace.nx('run', 'pipeline:chain', '--no-wait');
  expect(run.status, run.output).toBe(0);
  expect(existsSync(workspace.path('.retune/lock'))).toBe(false);
});

test('no lock is left by a run that fails, before its stages or in them', async () => {
  for (const override of ['first.sufix=x', 'first.fail=out of words']) {
    const run = await workspace.nx('run', 'pipeline:chain', '--set', override);
    expect(run.status).toBe(1);
    expect(existsSync(workspace.path('.retune/lock'))).toBe(false);
  }
});

test('Ctrl-C ends a waiting run with status 130 and leaves the lock to its holder', async () => {
  const running = await runAtWork(3002);
  const held = workspace.read('.retune/lock');
  const second = workspace.start('run', 'pipeline:chain');
  await second.untilPrinted('Waiting for another run');
  second.interrupt();
  expect((await second.ended).status).toBe(130);
  expect(workspace.read('.retune/lock')).toBe(held);
  expect((await running.ended).status).toBe(0);
});
