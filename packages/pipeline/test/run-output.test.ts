import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  await workspace.nx('run', 'pipeline:chain');
});
afterAll(() => workspace[Symbol.dispose]());

const seconds = (text: string) => text.replaceAll(/\d+\.\d s/g, '0.0 s');

test('a run ends with a line a stage, the summaries and the pages', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=z', '--set=second.times=2');
  expect(seconds(run.output)).toContain(
    [
      'write   cached',
      'first   cached',
      'second  ran     0.0 s  suffix b -> z; times 1 -> 2',
      '',
      'first\none\na',
      '',
      'second\none\nazone\naz',
      '',
      'first: artifacts/chain/first/text.txt',
      'second: artifacts/chain/second/text.txt',
    ].join('\n'),
  );
});

test('a run with overrides is headed by them, one without is not', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=z', '--set=second.times=2');
  expect(run.output).toMatch(/^\n?pipeline chain with second\.suffix=z, second\.times=2\n/);
  expect((await workspace.nx('run', 'pipeline:chain')).output).not.toContain('pipeline chain with');
});

test('a stage that fails says why, without a stack, and what it would have fed is not run', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--set', 'first.fail=out of words');
  expect(run.status).toBe(1);
  expect(run.output).toContain('first: out of words\n  Leave the param "fail" out.\n');
  expect(run.output).not.toContain('    at ');
  expect(seconds(run.output)).toContain(
    'write   cached\nfirst   failed   0.0 s  see its message above\nsecond  not run',
  );
});

test('a failed stage leaves its former result whole', () => {
  expect(workspace.read('artifacts/chain/first/text.txt')).toBe('one\na');
});

test('one stage can be run with what it needs, and nothing after it', async () => {
  const run = await workspace.nx('run', 'pipeline:chain.first', '--set', 'first.suffix=q');
  expect(run.worked).toEqual(['first']);
});

test('Nx shows a project a stage and a target a pipeline', async () => {
  const projects = await workspace.nx('show', 'projects');
  expect(projects.output.split('\n')).toEqual(
    expect.arrayContaining(['pipeline', 'chain.write', 'chain.first', 'chain.second']),
  );
  const shown = await workspace.nx('show', 'project', 'pipeline', '--json');
  expect(Object.keys(JSON.parse(shown.output).targets)).toEqual([
    'chain',
    'chain.write',
    'chain.first',
    'chain.second',
  ]);
});

test('Nx draws the stages and what they read', async () => {
  await workspace.nx('graph', '--file=graph.json');
  const {graph} = JSON.parse(workspace.read('graph.json'));
  expect(Object.keys(graph.nodes)).toEqual(
    expect.arrayContaining(['chain.write', 'chain.first', 'chain.second']),
  );
});

test('each stage logs its events as JSON lines', () => {
  expect(workspace.read('artifacts/chain/logs/first.jsonl')).toBe('');
});
