import {readdirSync, rmSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
/** A pipeline that is there no more, code that was edited since, and a value that was tried once. */
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain, 'pipelines/former.yaml': chain});
  await workspace.nx('run', 'pipeline:former');
  rmSync(workspace.path('pipelines/former.yaml'));
  workspace.write({
    'packages/words/src/index.ts': `export const ending = '!';\n`,
  });
  await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=tried');
  await workspace.nx('run', 'pipeline:chain');
  workspace.write({
    '.retune/states/former.first/state': 'half a training',
    '.retune/states/chain.first/state': 'half a training',
  });
  // Compiles the command.
  await runRetune(workspace.root, '--help');
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

const gc = (...args: string[]) => runRetune(workspace.root, 'gc', ...args);
/** All files of `.retune`, by their paths in it. */
const files = () =>
  readdirSync(workspace.path('.retune'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(workspace.path('.retune/').length))
    .sort();
const of = (folder: string) => files().filter((file) => file.startsWith(`${folder}/`));

test('a dry run lists what nothing needs, by folder, and removes nothing', async () => {
  const before = files();
  const {status, output, errors} = await gc('--keep', '1GB', '--dry-run');
  expect(status, errors).toBe(0);
  expect(output.replaceAll(/\d[\d.]* k?B\b/g, 'SIZE')).toBe(
    [
      'would remove 2 entries of .retune/bundles, SIZE',
      'would remove 1 entry of .retune/artifacts, SIZE',
      'would remove 1 entry of .retune/remembered, SIZE',
      'would remove 3 entries of .retune/last, SIZE',
      'would remove 3 entries of .retune/tasks, SIZE',
      'would remove 1 entry of .retune/states, SIZE',
      'Would free SIZE. 7 results stay, SIZE; SIZE of it is needed.',
      '',
    ].join('\n'),
  );
  expect(files()).toEqual(before);
});

test('code of earlier states and what belongs to former pipelines go, and the sum says how much', async () => {
  const {status, output, errors} = await gc('--keep', '1GB');
  expect(status, errors).toBe(0);
  expect(output).toContain('removed 1 entry of .retune/states, 15 B\n');
  expect(of('bundles').filter((file) => /copy\.run-.*\.mjs$/.test(file))).toHaveLength(1);
  expect(files().filter((file) => /^(last|tasks|states|artifacts|remembered)\/former/.test(file))).toEqual(
    [],
  );
  expect(of('states')).toEqual(['states/chain.first/state']);
  expect((await gc('--keep', '1GB')).output).toMatch(/^Freed 0 B\. 7 results stay/);
});

test('records of results go with the results, and what is left serves plans and runs as before', async () => {
  expect((await gc('--keep', '0')).status).toBe(0);
  for (const folder of ['index', 'results'])
    expect(
      of(folder)
        .map((file) => file.split('/')[1])
        .sort(),
    ).toEqual(['chain.first', 'chain.second', 'chain.write']);
  expect((await runRetune(workspace.root, 'plan', 'chain')).status).toBe(0);
  expect((await runRetune(workspace.root, 'why', 'chain.second')).status).toBe(0);
  expect((await workspace.nx('run', 'pipeline:chain')).worked).toEqual([]);
});
