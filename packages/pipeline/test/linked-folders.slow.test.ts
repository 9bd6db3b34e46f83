import {lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {chain} from './copy-stages.js';
import {runRetune} from './run-retune.js';
import {TestWorkspace} from './workspace.js';

let workspace: TestWorkspace;
let disk: string;
beforeAll(() => {
  workspace = new TestWorkspace({'pipelines/chain.yaml': chain});
  disk = mkdtempSync(join(tmpdir(), 'retune-disk-'));
});
afterAll(() => {
  workspace[Symbol.dispose]();
  rmSync(disk, {recursive: true});
});

const run = (...args: string[]) => workspace.nx('run', 'pipeline:chain', ...args);
const isLink = (path: string) => lstatSync(workspace.path(path)).isSymbolicLink();
const second = () => workspace.read('artifacts/chain/second/text.txt');

/** Moves a folder of the workspace to the other disk, and leaves a link. */
function moveToDisk(path: string): void {
  const place = join(mkdtempSync(join(disk, 'moved-')), basename(path));
  renameSync(workspace.path(path), place);
  symlinkSync(place, workspace.path(path));
}

test('artifacts behind a link are cached and come back behind it, and a real folder has the same cache', async () => {
  mkdirSync(join(disk, 'artifacts'));
  symlinkSync(join(disk, 'artifacts'), workspace.path('artifacts'));
  expect((await run()).worked).toEqual(['write', 'first', 'second']);
  expect((await run('--set', 'second.suffix=c')).worked).toEqual(['second']);

  rmSync(join(disk, 'artifacts/chain'), {recursive: true});
  const restored = await run();
  expect(restored.worked, restored.output).toEqual([]);
  expect(isLink('artifacts')).toBe(true);
  expect(second()).toBe('one\nab');

  rmSync(workspace.path('artifacts'));
  expect((await run('--set', 'second.suffix=c')).worked).toEqual([]);
  expect(isLink('artifacts')).toBe(false);
  expect(second()).toBe('one\nac');
});

test('links in place of a pipeline, a stage, .retune and .nx are followed and stay', async () => {
  for (const path of ['artifacts/chain/second', 'artifacts/chain', '.retune', '.nx']) moveToDisk(path);
  const cached = await run();
  expect(cached.worked, cached.output).toEqual([]);
  expect(second()).toBe('one\nab');

  const made = await run('--set', 'first.suffix=x');
  expect(made.worked, made.output).toEqual(['first', 'second']);
  expect(second()).toBe('one\nxb');
  for (const path of ['artifacts/chain', 'artifacts/chain/second', '.retune', '.nx'])
    expect(isLink(path), path).toBe(true);
  expect((await runRetune(workspace.root, 'plan', 'chain', '--set', 'first.suffix=x')).status).toBe(0);
});

test('clean frees what lies behind links, and leaves the links', async () => {
  const {status, errors} = await runRetune(workspace.root, 'clean', 'chain');
  expect(status, errors).toBe(0);
  expect(isLink('artifacts/chain')).toBe(true);
  expect(isLink('artifacts/chain/second')).toBe(true);
  expect(readdirSync(workspace.path('artifacts/chain'))).toEqual(['second']);
  expect(readdirSync(workspace.path('artifacts/chain/second'))).toEqual([]);
});

test('a link to nothing, or to itself, stops a run before it replaces the link', async () => {
  rmSync(workspace.path('artifacts'), {recursive: true});
  symlinkSync(join(disk, 'unmounted'), workspace.path('artifacts'));
  const dangling = await run();
  expect(dangling.status).toBe(1);
  expect(dangling.output).toContain(`${workspace.path('artifacts')}: this link leads to nothing`);
  expect(isLink('artifacts')).toBe(true);

  rmSync(workspace.path('artifacts'));
  symlinkSync('artifacts', workspace.path('artifacts'));
  const looping = await run();
  expect(looping.status).toBe(1);
  expect(looping.output).toContain('it is, or lies behind, a link that leads back to itself');
});
