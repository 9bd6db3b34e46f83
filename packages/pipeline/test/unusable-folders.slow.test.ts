import {readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
});
afterEach(() => {
  for (const folder of ['.retune', 'artifacts'])
    rmSync(workspace.path(folder), {recursive: true, force: true});
});
afterAll(() => workspace[Symbol.dispose]());

test('a state folder that cannot be used stops a run and a command, with its path and no stack', async () => {
  workspace.write({'.retune': 'a file'});
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.status).toBe(1);
  expect(run.output).toContain(
    `${workspace.path('.retune/bundles')}: a file lies where a folder is needed\n      Move it away.`,
  );
  expect(run.output).not.toContain('    at ');
  const plan = await runRetune(workspace.root, 'plan', 'chain');
  expect(plan).toEqual({
    status: 1,
    output: '',
    errors: `retune: ${workspace.path('.retune/bundles')}: a file lies where a folder is needed\n  Move it away.\n`,
  });
});

test('an artifacts folder that cannot be used stops the stage, with its path and no stack', async () => {
  workspace.write({artifacts: 'a file'});
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.status).toBe(1);
  expect(run.output).toContain('write: ');
  expect(run.output).toContain('a file lies where a folder is needed\n  Move it away.');
  expect(run.output).not.toContain('    at ');
});

test('whatever stands in the files of the state folder is no matter', async () => {
  expect((await workspace.nx('run', 'pipeline:chain')).status).toBe(0);
  const texts = ['{}', 'null', '[]', '7', '{"entry', ''];
  const files = readdirSync(workspace.path('.retune'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const [i, file] of files.entries()) writeFileSync(file, texts[i % texts.length] as string);
  const plan = await runRetune(workspace.root, 'plan', 'chain');
  expect(plan.status, plan.errors).toBe(3);
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.status, run.output).toBe(0);
  expect(run.worked).toEqual([]);
});
