import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({
    'pipelines/chain.yaml': chain,
    'pipelines/broken.yaml': 'stages:\n  write: {param: {}}\n',
    'pipelines/missing.yaml': 'stages:\n  write: {params: {file: data/none.txt}}\n',
  });
});
afterAll(() => workspace[Symbol.dispose]());

test('a broken pipeline stops its own run, with the place and no stack', async () => {
  const run = await workspace.nx('run', 'pipeline:broken');
  expect(run.status).toBe(1);
  expect(run.output).toContain('pipelines/broken.yaml:2:11: unknown key "param" in stage write');
  expect(run.output).not.toContain('    at ');
});

test('a broken pipeline does not keep another from running', async () => {
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.status, run.output).toBe(0);
  expect(run.worked).toEqual(['write', 'first', 'second']);
});

test('a file that is not there stops the run before any stage', async () => {
  const run = await workspace.nx('run', 'pipeline:missing');
  expect(run.status).toBe(1);
  expect(run.output).toContain(
    'pipelines/missing.yaml:2:20: write.file names data/none.txt, which does not exist',
  );
  expect(run.worked).toEqual([]);
});

test('a wrong override stops the run before any stage', async () => {
  const run = await workspace.nx('run', 'pipeline:chain', '--set', 'first.sufix=x');
  expect(run.status).toBe(1);
  expect(run.output).toContain('--set: stage first has no param "sufix"');
  expect(run.output).toContain('Did you mean "suffix"?');
  expect(run.worked).toEqual([]);
});
