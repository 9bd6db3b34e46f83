import {logitRows} from '@retune/metrics';
import {expect, test} from 'vitest';
import {duplicatesAcrossSplits} from './duplicates-across-splits.js';
import {errorRows} from './error-rows.js';
import {errorsTable} from './errors-table.js';
import type {TokenRows} from './token-rows.js';

/** Rows of one token each. */
function rowsWith(rows: {split: string; label?: number; id: number; truncated?: boolean}[]): TokenRows {
  return {
    labelNames: ['bad', 'good'],
    splits: rows.map(({split}) => split),
    labels: Int32Array.from(rows, ({label = 0}) => label),
    inputIds: rows.map(({id}) => Int32Array.of(id)),
    truncated: rows.map(({truncated = false}) => truncated),
  };
}

test('a row points to the same text in an earlier split, however the splits are ordered in the file', () => {
  const tokens = rowsWith([
    {split: 'test', id: 7},
    {split: 'train', id: 7},
    {split: 'train', id: 7},
    {split: 'validation', id: 7},
    {split: 'validation', id: 8},
    {split: 'test', id: 8},
    {split: 'test', id: 9, truncated: true},
    {split: 'train', id: 9, truncated: true},
  ]);
  expect([...duplicatesAcrossSplits(tokens)].sort()).toEqual([
    [0, 1],
    [3, 1],
    [5, 4],
  ]);
});

test('each row that deserves a look stands once, wrong ones first and the most confident of them before the others', () => {
  const tokens = rowsWith([
    {split: 'train', label: 1, id: 5},
    {split: 'train', label: 1, id: 6, truncated: true},
    {split: 'test', label: 0, id: 10},
    {split: 'test', label: 0, id: 11},
    {split: 'test', label: 0, id: 5},
    {split: 'test', label: 1, id: 12},
  ]);
  const logits = logitRows(
    [
      [0, 1],
      [0, 3],
      [2, 0],
      [0, 2],
    ],
    2,
  );
  const errors = errorRows(tokens, {rows: Int32Array.of(2, 3, 4, 5), logits});
  expect(
    errors.map(({row, wrong, truncated, duplicateRow}) => [row, wrong, truncated, duplicateRow]),
  ).toEqual([
    [3, true, false, null],
    [2, true, false, null],
    [1, false, true, null],
    [4, false, false, 0],
  ]);
  expect(errors[0]).toMatchObject({label: 0, predicted: 1, suggestedLabel: 1, tokens: 1});
  expect(errors[0]?.confidence).toBeCloseTo(1 / (1 + Math.exp(-3)), 12);
  expect(errors[2]).toMatchObject({predicted: null, confidence: null, split: 'train'});
  expect(errors[3]).toMatchObject({duplicateSplit: 'train', duplicateLabel: 1});
});

test('labels of train rows are not doubted: the classifier has learned them', () => {
  const tokens = rowsWith([
    {split: 'train', label: 0, id: 1},
    {split: 'train', label: 1, id: 2},
  ]);
  const logits = logitRows(
    [
      [0, 9],
      [0, 9],
    ],
    2,
  );
  const [first] = errorRows(tokens, {rows: Int32Array.of(0, 1), logits});
  expect(first).toMatchObject({row: 0, wrong: true, suggestedLabel: null});
});

test('the table keeps nulls apart from zeros, and a table of no row its columns', () => {
  const tokens = rowsWith([{split: 'train', id: 1, truncated: true}]);
  const rows = errorRows(tokens, {rows: new Int32Array(), logits: logitRows([], 2)});
  const [row] = [...errorsTable(rows, tokens.labelNames)];
  expect(row?.toJSON()).toEqual({...rows[0]});
  expect(errorsTable([], ['bad']).schema.fields).toHaveLength(13);
});
