import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({
    'pipelines/chain.yaml': chain,
    'pipelines/broken.yaml': 'stages:\n  write: {param: {}}\n',
    'pipelines/missing.yaml': 'stages:\n  write: {params: {file: data/none.txt}}\n',
    'pipelines/my tickets.yaml': chain,
    'pipelines/v1.2.yaml': chain,
    'pipelines/twice.yaml': chain,
    'pipelines/twice.yml': chain,
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

test.each(['my tickets', 'v1.2'])('a pipeline called "%s" does not run and says why', async (name) => {
  const run = await workspace.nx('run', `pipeline:${name}`);
  expect(run.status).toBe(1);
  expect(run.output).toContain(
    `pipelines/${name}.yaml:1:1: the name of pipeline "${name}" must be of letters, digits, "-" and "_" alone`,
  );
  expect(run.output).toContain('Rename the file.');
  expect(run.worked).toEqual([]);
});

test('two files of one name do not run, and are told', async () => {
  const problem = 'pipelines/twice.yaml and pipelines/twice.yml both make the pipeline twice';
  const run = await workspace.nx('run', 'pipeline:twice');
  expect(run.status).toBe(1);
  expect(run.output).toContain(`pipelines/twice.yaml:1:1: ${problem}`);
  expect(run.worked).toEqual([]);
  expect((await runRetune(workspace.root, 'plan', 'twice')).errors).toContain(problem);
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

test('beside others a pipeline with faults ends with its own words, and the others go on', async () => {
  const projects = 'missing.write,chain.second,pipeline';
  workspace.write({'data/text.txt': 'two\n'});
  const run = await workspace.nx('run-many', '-t', 'run', 'broken', '-p', projects);
  expect(run.status).toBe(1);
  expect(run.output).toContain('write.file names data/none.txt, which does not exist');
  expect(run.output).toContain('unknown key "param" in stage write');
  expect(run.output).not.toContain('    at ');
  expect(run.worked).toContain('second');
});
