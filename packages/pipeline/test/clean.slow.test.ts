import {existsSync, readdirSync, rmdirSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain, 'pipelines/other.yaml': chain});
  await workspace.nx('run', 'pipeline:chain');
  await workspace.nx('run', 'pipeline:other');
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

const clean = (...args: string[]) => runRetune(workspace.root, 'clean', ...args);
const sizes = (text: string) => text.replaceAll(/\d[\d.]* k?B/g, 'SIZE');
/** No process has this id: Linux counts to 2^22. */
const DEAD = 2 ** 22 + 1;

test('a name that is neither a pipeline nor among the artifacts removes nothing', async () => {
  expect(await clean('othr')).toEqual({
    status: 1,
    output: '',
    errors: 'retune: there is nothing in artifacts/othr\n  Did you mean "other"? Known: chain, other.\n',
  });
  expect(await clean('..')).toMatchObject({status: 1});
  expect(existsSync(workspace.path('artifacts/other/second'))).toBe(true);
});

test('a stage at work keeps its artifacts from being removed', async () => {
  const busy = `artifacts/chain/.first.tmp-${process.pid}/text.txt`;
  workspace.write({[busy]: 'half'});
  expect(await clean('chain')).toEqual({
    status: 1,
    output: '',
    errors: `retune: chain.first is running (process ${process.pid})\n  Wait for its run, or end it.\n`,
  });
  expect(existsSync(workspace.path('artifacts/chain/second'))).toBe(true);
  rmSync(workspace.path(busy));
  rmdirSync(dirname(workspace.path(busy)));
});

test('a run at work keeps the artifacts, and is named', async () => {
  const running = workspace.start(
    'run',
    'pipeline:chain',
    '--set',
    'first.waitMs=2000',
    '--set',
    'first.suffix=w',
  );
  await running.untilCalled('first');
  const {status, errors} = await clean('other');
  expect(status).toBe(1);
  expect(errors).toMatch(
    /^retune: a run is in progress in this workspace: nx run pipeline:chain .* \(process \d+\)\n {2}Wait for it, or end it\.\n$/,
  );
  expect((await running.ended).status).toBe(0);
  expect(existsSync(workspace.path('artifacts/other/second'))).toBe(true);
});

test('the artifacts of one pipeline and what killed processes left are removed', async () => {
  const leftover = `.retune/last/chain.first.json.${DEAD}`;
  workspace.write({
    [leftover]: '{',
    [`artifacts/other/.first.tmp-${DEAD}/text.txt`]: 'half',
    '.retune/states/other.first/key/state-0': 'a state',
    '.retune/states/chain.first/key/state-0': 'a state',
  });
  const {status, output} = await clean('other');
  expect(status, output).toBe(0);
  expect(sizes(output)).toBe(
    `removed artifacts/other, SIZE\nremoved .retune/states/other.first, SIZE\nremoved ${leftover}, SIZE\nFreed SIZE.\n`,
  );
  expect(existsSync(workspace.path('artifacts/other'))).toBe(false);
  expect(existsSync(workspace.path(leftover))).toBe(false);
  expect(existsSync(workspace.path('artifacts/chain/second'))).toBe(true);
});

test('the next run brings the artifacts back from the cache', async () => {
  const run = await workspace.nx('run', 'pipeline:other');
  expect(run.worked).toEqual([]);
  expect(workspace.read('artifacts/other/second/text.txt')).toBe('one\nab');
});

test('without a name all artifacts are removed, from a folder inside the workspace too, and no other file', async () => {
  const {status, output} = await runRetune(workspace.path('pipelines'), 'clean');
  expect(status, output).toBe(0);
  expect(sizes(output)).toBe(
    'removed artifacts/chain, SIZE\nremoved artifacts/other, SIZE\n' +
      'removed .retune/states/chain.first, SIZE\nFreed SIZE.\n',
  );
  expect(readdirSync(workspace.path('artifacts'))).toEqual([]);
  expect(workspace.read('data/text.txt')).toBe('one\n');
  expect((await clean('chain')).output).toBe('There is nothing to remove.\n');
});
