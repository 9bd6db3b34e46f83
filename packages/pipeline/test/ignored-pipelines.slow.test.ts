import {execFileSync} from 'node:child_process';
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {ignoredPipelinesText} from '../src/ignored-pipelines.js';
import {chain} from './copy-stages.js';
import {repository} from './run-nx.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain, 'pipelines/private.yaml': chain});
  execFileSync('git', ['init', '-q'], {cwd: workspace.root});
});
afterAll(() => workspace[Symbol.dispose]());

const nxIgnore = readFileSync(join(repository, '.nxignore'), 'utf8');

test('a pipeline that git ignores is run and planned like any other, also where Nx passes it over', async () => {
  workspace.write({'.git/info/exclude': 'pipelines/private.yaml\n'});
  rmSync(workspace.path('.nxignore'));
  const run = await workspace.nx('run', 'pipeline:private');
  expect(run.status, run.output).toBe(0);
  expect(run.worked).toEqual(['write', 'first', 'second']);
  expect((await runRetune(workspace.root, 'plan', 'private')).status).toBe(0);
});

test('where git ignores the whole workspace, .nxignore has Nx see the pipelines', async () => {
  workspace.write({'.git/info/exclude': '*\n', '.nxignore': nxIgnore});
  const run = await workspace.nx('run', 'pipeline:private');
  expect(run.status, run.output).toBe(0);
});

test("where Nx sees no pipeline at all, git's rule and the lines to add are said", async () => {
  workspace.write({'.git/info/exclude': 'pipelines/\n'});
  rmSync(workspace.path('.nxignore'));
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.status).toBe(1);
  expect(run.output).toContain('git ignores pipelines/chain.yaml (.git/info/exclude, line 1: pipelines/)');
  for (const line of nxIgnore.split('\n').filter((text) => text.startsWith('!')))
    expect(run.output).toContain(line);
  expect(run.output).not.toContain('    at ');
});

test('as long as Nx sees one pipeline there is nothing to say', () => {
  const files = ['pipelines/chain.yaml', 'pipelines/private.yaml'];
  expect(ignoredPipelinesText(workspace.root, files, ['pipelines/chain.yaml'])).toBeUndefined();
  expect(ignoredPipelinesText(workspace.root, [], [])).toBeUndefined();
});
