import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  await workspace.nx('run', 'pipeline:chain');
});
afterAll(() => workspace[Symbol.dispose]());

test('a forced stage runs though cached, and what follows stays cached', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--force', 'first');
  expect(run.worked).toEqual(['first']);
  expect(run.output).toMatch(/first +ran +[\d.]+ s +forced\n/);
  expect(run.output).toMatch(/second +cached/);
});

test('each run with --force runs the stage, a later one without it does not', async () => {
  const forced = await workspace.nx('run', 'pipeline:chain', '--force=first', '--force', 'second');
  expect(forced.worked).toEqual(['first', 'second']);
  const after = await workspace.nx('run', 'pipeline:chain');
  expect(after.worked).toEqual([]);
  expect(after.output).not.toContain('forced');
});

test('the table also says what else made a forced stage run', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--force', 'first', '--set', 'first.suffix=f');
  expect(run.output).toMatch(/first +ran +[\d.]+ s +forced; suffix a -> f\n/);
});

test('forcing a stage that is not there stops the run, and the nearest name is told', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--force', 'frist');
  expect(run.status).toBe(1);
  expect(run.worked).toEqual([]);
  expect(run.output).toContain('--force: there is no stage "frist" here');
  expect(run.output).toContain('Did you mean "first"? Known: write, first, second.');
});
