import {readdirSync, rmSync} from 'node:fs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {processStart} from '../src/process-start.js';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
/** Results of `first` and `second` for three values of a param, each used later than the one before. */
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  for (const suffix of ['old', 'newer', 'a']) await runWith(suffix);
}, 60_000);
afterAll(() => workspace[Symbol.dispose]());

const runWith = (suffix: string) => workspace.nx('run', 'pipeline:chain', '--set', `first.suffix=${suffix}`);
const gc = (...args: string[]) => runRetune(workspace.root, 'gc', ...args);
const plain = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME').replaceAll(/\d[\d.]* k?B/g, 'SIZE');
const cached = () => readdirSync(workspace.path('.nx/cache')).filter((name) => /^\d+$/.test(name));

test('a size is needed, and must be one', async () => {
  expect((await gc()).errors).toBe('retune: gc needs --keep\n  Write it as --keep SIZE.\n');
  expect(await gc('--keep', '5 apples')).toEqual({
    status: 1,
    output: '',
    errors: 'retune: "5 apples" is not a size\n  Write it as --keep 5GB, or in kB, MB, TB.\n',
  });
});

test('a cache that is small enough loses nothing', async () => {
  const {status, output} = await gc('--keep', '1GB');
  expect(status).toBe(0);
  expect(plain(output)).toBe('Freed SIZE. 7 results stay, SIZE; SIZE of it is needed.\n');
});

test('a dry run names what would go, the longest unused first, and removes nothing', async () => {
  const before = cached();
  const {output} = await gc('--keep', '0', '--dry-run');
  expect(plain(output)).toBe(
    [
      'would remove chain.first, last used TIME, SIZE',
      'would remove chain.second, last used TIME, SIZE',
      'would remove chain.first, last used TIME, SIZE',
      'would remove chain.second, last used TIME, SIZE',
      'would remove 4 entries of .retune/index, SIZE',
      // Of the stages that are still as they were, what is remembered of results stays.
      'would remove 2 entries of .retune/results, SIZE',
      'Would free SIZE. 3 results stay, SIZE; SIZE of it is needed.',
      'That is more than asked for: the pipelines need it as they are.',
      '',
    ].join('\n'),
  );
  expect(cached()).toEqual(before);
});

test('a pipeline file with errors keeps everything, since what it needs is not known', async () => {
  workspace.write({'pipelines/broken.yaml': 'stages:\n  write: {param: {}}\n'});
  const {status, errors} = await gc('--keep', '0');
  expect(status).toBe(1);
  expect(errors).toContain('pipelines/broken.yaml:2:11: unknown key "param" in stage write\n');
  expect(errors).toContain(
    'retune: nothing was removed: what pipelines/broken.yaml needs is not known\n' +
      '  Fix the file, or move it out of its folder.\n',
  );
  expect(cached()).toHaveLength(7);
  rmSync(workspace.path('pipelines/broken.yaml'));
});

test('a run at work keeps everything', async () => {
  const holder = {pid: process.pid, started: processStart(process.pid), command: 'nx run pipeline:chain'};
  workspace.write({'.retune/lock': JSON.stringify(holder)});
  const {status, errors} = await gc('--keep', '0');
  expect(status).toBe(1);
  expect(errors).toBe(
    `retune: a run is in progress in this workspace: nx run pipeline:chain (process ${process.pid})\n` +
      '  Wait for it, or end it.\n',
  );
  expect((await gc('--keep', '0', '--dry-run')).status).toBe(0);
  expect(cached()).toHaveLength(7);
  rmSync(workspace.path('.retune/lock'));
});

test('what the pipelines need stays, and what was removed is made again when it is wanted', async () => {
  workspace.write({'.nx/cache/7.leaving/left by a killed gc.txt': 'half'});
  const {status, output} = await gc('--keep', '0');
  expect(status, output).toBe(0);
  expect(plain(output)).toContain('\nFreed SIZE. 3 results stay, SIZE; SIZE of it is needed.\n');
  expect(cached()).toHaveLength(3);
  expect(readdirSync(workspace.path('.nx/cache'))).not.toContain('7.leaving');
  expect((await runWith('a')).worked).toEqual([]);

  const planned = await runRetune(workspace.root, 'plan', 'chain', '--set', 'first.suffix=old');
  expect(planned.status).toBe(3);
  const again = await runWith('old');
  expect(again.worked).toEqual(['first', 'second']);
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\noldb');
  expect((await runWith('old')).worked).toEqual([]);
});
