import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  await workspace.nx('run', 'pipeline:chain');
});
afterAll(() => workspace[Symbol.dispose]());
/** After whatever damage and its mending nothing is left to do. */
afterEach(async () => {
  const after = await workspace.nx('run', 'pipeline:chain');
  expect(after.worked, after.output).toEqual([]);
  expect(after.output).not.toContain('damaged');
  expect(workspace.read('artifacts/chain/second/text.txt')).toBe('one\nab');
});

const artifact = 'artifacts/chain/first';

/** The folder of Nx's cache that holds the newest result of the stage `first`. */
function cachedFolder(): string {
  const cache = workspace.path('.nx/cache');
  const [newest] = readdirSync(cache)
    .map((hash) => join(cache, hash, artifact))
    .filter((folder) => existsSync(folder))
    .sort((a, b) => statSync(b).birthtimeMs - statSync(a).birthtimeMs);
  return newest as string;
}

const damages: [string, string, (folder: string) => void][] = [
  ['is truncated', 'text.txt', (folder) => truncateSync(join(folder, 'text.txt'), 2)],
  ['has a byte more', 'text.txt', (folder) => appendFileSync(join(folder, 'text.txt'), '!')],
  ['is altered, its size and date kept', 'text.txt', (folder) => alterUnseen(join(folder, 'text.txt'))],
  ['is deleted', 'text.txt', (folder) => rmSync(join(folder, 'text.txt'))],
  ['is no manifest', 'manifest.json', (folder) => writeFileSync(join(folder, 'manifest.json'), '{')],
  ['lists other digests', 'SHA256SUMS', (folder) => alterUnseen(join(folder, 'SHA256SUMS'))],
];

function alterUnseen(file: string): void {
  const {atime, mtime} = statSync(file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`);
  utimesSync(file, atime, mtime);
}

test.each(damages)('a file of an artifact that %s is told and put back', async (_, file, damage) => {
  damage(workspace.path(artifact));
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.output).toContain(`first: its artifact was damaged (${file}); it is put back\n`);
  expect(run.worked).toEqual([]);
  expect(workspace.read(`${artifact}/text.txt`)).toBe('one\na');
});

test('an artifact that is deleted is told and put back', async () => {
  rmSync(workspace.path(artifact), {recursive: true});
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.output).toContain('first: its artifact is gone; it is put back\n');
  expect(run.worked).toEqual([]);
  expect(workspace.read(`${artifact}/text.txt`)).toBe('one\na');
});

test('damage is not told of a stage that the run does not take', async () => {
  rmSync(workspace.path('artifacts/chain/second'), {recursive: true});
  const run = await workspace.nx('run', 'pipeline:chain.first');
  expect(run.output).not.toContain('second: its artifact');
});

test.each(damages)(
  'a cached result one of whose files %s is reported and made again',
  async (_, file, damage) => {
    damage(cachedFolder());
    const run = await workspace.nx('run', 'pipeline:chain');
    expect(run.status, run.output).toBe(0);
    expect(run.output).toContain(`first: its cached result was damaged (${file}); it runs again\n`);
    expect(run.output).toMatch(
      new RegExp(`first +ran +[\\d.]+ s +its cached result was damaged \\(${file}\\)\\n`),
    );
    expect(run.worked).toEqual(['first']);
  },
);

test('a cached result that is gone is reported and made again', async () => {
  rmSync(join(cachedFolder(), '../..'), {recursive: true});
  rmSync(workspace.path(artifact), {recursive: true});
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.status, run.output).toBe(0);
  expect(run.output).toContain('first: its cached result is gone; it runs again\n');
  expect(run.worked).toEqual(['first']);
});

test('a cached result that is gone with its entry is made anew', async () => {
  rmSync(join(cachedFolder(), '../../..'), {recursive: true});
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.worked).toEqual(['first']);
  expect(run.output).toMatch(/first +ran +[\d.]+ s +its result was not in the cache\n/);
});

test('a cached result that only looks changed is used', async () => {
  utimesSync(join(cachedFolder(), 'text.txt'), 1, 1);
  const run = await workspace.nx('run', 'pipeline:chain');
  expect(run.worked).toEqual([]);
});
