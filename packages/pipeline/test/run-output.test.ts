import {rmSync} from 'node:fs';
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

test('a run in which all is cached prints no more than that, and the first paragraph of each summary', async () => {
  await workspace.nx('run', 'pipeline:chain');
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.output).toBe(
    [
      'pipeline chain',
      'write   cached',
      'first   cached',
      'second  cached',
      '',
      'first\none\na',
      '',
      'second\none\nab',
      '',
      'first: artifacts/chain/first/text.txt',
      'second: artifacts/chain/second/text.txt',
      '',
    ].join('\n'),
  );
});

test('of a run nothing but its stages is shown', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=shown');
  expect(seconds(run.output)).toBe(
    [
      'pipeline chain with second.suffix=shown',
      'second: started',
      'second: done',
      '',
      'write   cached',
      'first   cached',
      'second  ran     0.0 s  suffix b -> shown',
      '',
      'first\none\na',
      '',
      'second\none\nashown',
      '',
      'first: artifacts/chain/first/text.txt',
      'second: artifacts/chain/second/text.txt',
      '',
    ].join('\n'),
  );
});

test('nx run-many of stages is as quiet, and shows what Nx does when it is asked to', async () => {
  const run = await workspace.nx('run-many', '-t', 'run', '-p', 'chain.*');
  expect(run.output).not.toMatch(/NX|run-stage|Recoverable/);
  const verbose = await workspace.nx('run', 'pipeline:chain', '--verbose');
  expect(verbose.output).toContain('run-stage.mjs chain.first');
});

test('what Nx says of a target of the user stays', async () => {
  workspace.write({
    'app/project.json': JSON.stringify({name: 'app', targets: {build: {command: 'echo built'}}}),
  });
  const run = await workspace.nx('run', 'app:build');
  expect(run.output).toMatch(/> echo built\s+built/);
  expect(run.output).toContain('Successfully ran target build for project app');
  expect((await workspace.nx('run', 'pipeline:chian')).output).toContain('chian');
});

test('control signs of data, params and paths are shown, not obeyed', async () => {
  const hostile = '\u001b[2J\u009b1m\rover\u202ewritten';
  const shown = '\\u001b[2J\\u009b1m\\rover\\u202ewritten';
  const file = `data/${hostile}.txt`;
  workspace.write({[file]: `one ${hostile}\n`});
  const params = [
    '--set',
    `write.file=${JSON.stringify(file)}`,
    '--set',
    `second.suffix=${JSON.stringify(hostile)}`,
  ];
  const run = await workspace.nx('run', 'pipeline:chain', ...params);
  expect(run.status, run.output).toBe(0);
  const failing = `no file ${hostile}\nsecond: done`;
  const failed = await workspace.nx(
    'run',
    'pipeline:chain',
    '--set',
    `second.fail=${JSON.stringify(failing)}`,
  );
  expect(failed.output).toContain(`second: no file ${shown}\\nsecond: done\n  Leave the param "fail" out.\n`);
  const missing = await workspace.nx(
    'run',
    'pipeline:chain',
    '--set',
    `write.file=${JSON.stringify(`no/${hostile}`)}`,
  );
  for (const {output} of [run, failed, missing]) {
    expect(output).toContain(shown);
    expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  }
});

test('an artifact that was never made is not said to be gone', async () => {
  workspace.write({'pipelines/fresh.yaml': chain});
  await workspace.nx('run', 'pipeline:fresh', '--set', 'first.fail=out of words');
  const run = await workspace.nx('run', 'pipeline:fresh');
  expect(run.worked).toEqual(['first', 'second']);
  expect(run.output).not.toContain('gone');
  rmSync(workspace.path('pipelines/fresh.yaml'));
});

test('a run with overrides is headed by them, one without by its name alone', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=z', '--set=second.times=2');
  expect(run.output).toMatch(/^\n?pipeline chain with second\.suffix=z, second\.times=2\n/);
  expect((await workspace.nx('run', 'pipeline:chain')).output).toMatch(/^pipeline chain\n/);
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
