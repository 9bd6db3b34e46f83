import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

const files = {
  'pipelines/chain.yaml': chain,
  'pipelines/broken.yaml': 'stages:\n  write: {param: {}}\n',
};
let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = new TestWorkspace(files);
});
afterAll(() => workspace[Symbol.dispose]());
afterEach(async () => {
  workspace.restore(files);
  await workspace.nx('run', 'pipeline:chain');
});

const seconds = (text: string) => text.replaceAll(/ *\d+\.\d s/g, ' 0.0 s');
const plan = (...args: string[]) => runRetune(workspace.root, 'plan', ...args);

test('before the first run every stage would run, and no time is known', async () => {
  expect(await plan('chain')).toEqual({
    status: 3,
    output:
      'write   would run    first run\nfirst   would run    first run\nsecond  would run    first run\n\n' +
      '3 of 3 stages would run; no time is known of any.\n',
    errors: '',
  });
});

test('after a run all is cached', async () => {
  const {status, output} = await plan('chain');
  expect(status, output).toBe(0);
  expect(seconds(output)).toBe(
    'write   cached 0.0 s\nfirst   cached 0.0 s\nsecond  cached 0.0 s\n\nAll is cached.\n',
  );
});

test('an override would run its stage, with the old and the new value, and what follows', async () => {
  const {status, output} = await plan('chain', '--set', 'first.suffix=c', '--set=first.times=2');
  expect(status).toBe(3);
  expect(seconds(output)).toBe(
    [
      'write   cached 0.0 s',
      'first   would run 0.0 s  suffix a -> c; times 1 -> 2',
      'second  would run 0.0 s  after first, unless its output is equal',
      '',
      '2 of 3 stages would run; 0.0 s by their last times.',
      '',
    ].join('\n'),
  );
});

test('a forced stage would run, as the run that forces it does', async () => {
  const {status, output} = await plan('chain', '--force', 'second');
  expect(status, output).toBe(3);
  expect(seconds(output)).toContain('first   cached 0.0 s\nsecond  would run 0.0 s  forced\n');
  const unknown = await plan('chain', '--force', 'secnd');
  expect(unknown.status).toBe(1);
  expect(unknown.errors).toContain('Did you mean "second"?');
});

test('values that were run before are cached, those that were not would run in each stage', async () => {
  await workspace.nx('run', 'pipeline:chain', '--set', 'second.suffix=d');
  expect((await plan('chain', '--set', 'second.suffix=d')).status).toBe(0);
  const {output} = await plan('chain', '--set', 'first.suffix=c', '--set', 'second.suffix=e', '--json');
  const {stages} = JSON.parse(output);
  expect(stages.map(({stage, state, reasons}: Record<string, unknown>) => ({stage, state, reasons}))).toEqual(
    [
      {stage: 'write', state: 'cached', reasons: []},
      {stage: 'first', state: 'would-run', reasons: ['suffix a -> c']},
      {stage: 'second', state: 'would-run', reasons: ['suffix d -> e']},
    ],
  );
});

test('a plan up to a stage leaves out what comes after it', async () => {
  const {status, output} = await plan('chain.first', '--set', 'first.suffix=g');
  expect(status).toBe(3);
  expect(seconds(output)).toMatch(/^write .*\nfirst .*\n\n1 of 2 stages would run/);
  expect((await plan('chain.frist')).errors).toBe(
    'retune: pipeline chain has no stage "frist"\n  Did you mean "first"? Known: write, first, second.\n',
  );
});

test('an output that is known to be equal leaves what follows cached', async () => {
  const same = {'data/text.txt': 'one\nrest\n'};
  workspace.write(same);
  await workspace.nx('run', 'pipeline:chain', '--set', 'write.firstLineOnly=true');
  const {output} = await plan('chain', '--set', 'write.firstLineOnly=true');
  expect(seconds(output)).toContain('All is cached.');
});

test('a sweep takes what it shares from its parent, and its own instances would run', async () => {
  workspace.write({'pipelines/sweep.yaml': 'extends: chain\nmatrix: {first.suffix: [a, x]}\n'});
  const {status, output} = await plan('sweep');
  expect(status).toBe(3);
  expect(seconds(output)).toBe(
    [
      'write            cached 0.0 s',
      'first@suffix=a   cached 0.0 s',
      'first@suffix=x   would run 0.0 s  first run; unlike chain.first: suffix a -> x',
      'second@suffix=a  cached 0.0 s',
      'second@suffix=x  would run 0.0 s  first run',
      '',
      '2 of 5 stages would run; 0.0 s by their last times.',
      '',
    ].join('\n'),
  );
  expect((await plan('sweep.first')).output).toContain('\n1 of 3 stages would run;');
  expect((await plan('sweep.second@suffix=a')).output).toContain('All is cached.');
  const run = await workspace.nx('run', 'pipeline:sweep');
  expect(run.worked, run.output).toEqual(['first@suffix=x', 'second@suffix=x']);
  expect((await plan('sweep')).status).toBe(0);
  rmSync(workspace.path('pipelines/sweep.yaml'));
});

test('a stage that was forced once is cached from then on', async () => {
  expect((await workspace.nx('run', 'pipeline:chain', '--force', 'first')).worked).toEqual(['first']);
  expect((await plan('chain')).status).toBe(0);
  expect((await workspace.nx('run', 'pipeline:chain')).worked).toEqual([]);
});

test('a damaged result in the cache would be made again', async () => {
  // The cache may hold results of earlier tests too, in any order.
  const results = readdirSync(workspace.path('.nx/cache'), {recursive: true})
    .map(String)
    .filter((file) => file.endsWith('artifacts/chain/write/text.txt'));
  for (const result of results) writeFileSync(workspace.path(join('.nx/cache', result)), 'damaged\n');
  const {status, output} = await plan('chain');
  expect(status).toBe(3);
  expect(output).toMatch(/^write +would run +[\d.]+ s +its cached result was damaged \(text\.txt\)$/m);
  expect((await workspace.nx('run', 'pipeline:chain')).worked).toEqual(['write']);
  expect((await plan('chain')).status).toBe(0);
});

test('a result that is gone from the cache would be made again', async () => {
  rmSync(workspace.path('.nx/cache'), {recursive: true});
  const {status, output} = await plan('chain');
  expect(status).toBe(3);
  expect(seconds(output)).toContain('write   would run 0.0 s  its result was not in the cache\n');
  rmSync(workspace.path('.nx'), {recursive: true});
});

test('a plan leaves artifacts, cache and what is remembered of runs as they are', async () => {
  const folders = ['.nx', ...['index', 'last', 'results', 'tasks'].map((name) => `.retune/${name}`)];
  const before = modified('artifacts', ...folders);
  await plan('chain', '--set', 'first.suffix=p');
  expect(modified('artifacts', ...folders)).toEqual(before);
});

test('a broken pipeline, an unknown one and a wrong override end with the status 1 and the words of a run', async () => {
  expect(await plan('broken')).toEqual({
    status: 1,
    output: '',
    errors: expect.stringContaining('pipelines/broken.yaml:2:11: unknown key "param" in stage write\n'),
  });
  expect(await plan('chian')).toEqual({
    status: 1,
    output: '',
    errors: 'retune: there is no pipeline "chian"\n  Did you mean "chain"? Known: broken, chain.\n',
  });
  const wrong = await plan('chain', '--set', 'first.sufix=x', '--set', 'times=2');
  expect(wrong.status).toBe(1);
  expect(wrong.errors).toContain('--set: stage first has no param "sufix"');
  expect(wrong.errors).toContain('--set: "times=2" is not an override');
});

/** All files in these folders with their contents and times. */
function modified(...folders: string[]): unknown[] {
  return folders.flatMap((folder) =>
    readdirSync(workspace.path(folder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, statSync(file).mtimeMs, readFileSync(file, 'base64')]),
  );
}
