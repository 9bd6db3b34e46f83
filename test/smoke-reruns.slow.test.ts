import {afterAll, beforeAll, expect, test} from 'vitest';
import {StagesWorkspace} from './stages-workspace.js';

const workspace = new StagesWorkspace();
beforeAll(() => workspace.nx('run', 'pipeline:smoke'), 120_000);
afterAll(() => workspace[Symbol.dispose]());

test('a changed hyperparameter runs train and what follows', {timeout: 120_000}, async () => {
  const run = await workspace.nx('run', 'pipeline:smoke', '--set', 'train.epochs=1');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual(['train', 'evaluate', 'explain', 'report']);
  expect(run.output).toMatch(/train +ran +[\d.]+ s +epochs 2 -> 1/);
});

test('a longest length that cuts no row differently runs tokenize alone', {timeout: 120_000}, async () => {
  await workspace.nx('run', 'pipeline:smoke.tokenize', '--set', 'tokenize.maxLength=127');
  const run = await workspace.nx('run', 'pipeline:smoke.encode', '--set', 'tokenize.maxLength=128');
  expect(run.ran).toContain('tokenize');
  expect(run.ran).toEqual(['tokenize', 'encode']);
  const again = await workspace.nx('run', 'pipeline:smoke.encode', '--set', 'tokenize.maxLength=127');
  expect(again.ran).toEqual([]);
});

test('more frozen layers run encode and what follows', {timeout: 120_000}, async () => {
  const run = await workspace.nx('run', 'pipeline:smoke', '--set', 'encode.frozenLayers=1');
  expect(run.status, run.output).toBe(0);
  expect(run.ran).toEqual(['encode', 'train', 'evaluate', 'explain', 'report']);
});

test('the same inputs give the same bytes', {timeout: 120_000}, async () => {
  await workspace.nx('run', 'pipeline:smoke');
  const sums = () => workspace.read('artifacts/smoke/report/SHA256SUMS');
  const before = sums();
  const run = await workspace.nx('run', 'pipeline:smoke', '--skip-nx-cache');
  expect(run.ran).toHaveLength(8);
  expect(sums()).toBe(before);
});
