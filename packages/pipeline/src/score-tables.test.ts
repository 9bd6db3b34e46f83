import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import type {PreparedStage} from './prepare-pipeline.js';
import {scoreTables} from './score-tables.js';

const instance = (id: string) =>
  ({
    stage: {
      id,
      instanceOf: id.split('@')[0],
      owner: {pipeline: 'sweep', id},
      scores: 'scores.json',
    },
  }) as PreparedStage;

test('instances of a stage stand in one table, a dash where one has no value', async () => {
  const root = await temporaryFolder({
    'artifacts/sweep/evaluate@rate=0.1/scores.json': '{"accuracy": 0.5, "F1": 0.25}',
    'artifacts/sweep/evaluate@rate=0.05/scores.json': '{"accuracy": 0.75, "F1": null}',
  });
  const stages = ['evaluate@rate=0.1', 'evaluate@rate=0.05', 'evaluate@rate=0.9'].map(instance);
  const {tables, told} = scoreTables(stages, root);
  expect(tables).toEqual([
    'evaluate   accuracy      F1\nrate=0.1     0.5000  0.2500\nrate=0.05    0.7500       -',
  ]);
  expect([...told]).toEqual(stages.slice(0, 2));
});

test('a single instance has no table: its summary is printed', async () => {
  expect(scoreTables([instance('evaluate')], await temporaryFolder())).toEqual({tables: [], told: new Set()});
});
