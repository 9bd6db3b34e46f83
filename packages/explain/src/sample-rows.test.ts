import {tableFromArrays} from 'apache-arrow';
import {expect, test} from 'vitest';
import {sampleRows} from './sample-rows.js';

const tokens = tableFromArrays({split: Array.from({length: 100}, (_, row) => (row < 60 ? 'train' : 'test'))});

test('rows are drawn from the split alone, each once, in the order of the table', () => {
  const rows = sampleRows(tokens, 20, {split: 'test', seed: 1});
  expect(new Set(rows).size).toBe(20);
  expect(rows.every((row) => row >= 60)).toBe(true);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
});

test('a larger sample holds the smaller one, and another seed draws others', () => {
  const small = sampleRows(tokens, 10, {split: 'test', seed: 1});
  expect(sampleRows(tokens, 20, {split: 'test', seed: 1})).toEqual(expect.arrayContaining(small));
  expect(sampleRows(tokens, 10, {split: 'test', seed: 2})).not.toEqual(small);
});

test('a sample larger than the split is the split', () => {
  expect(sampleRows(tokens, 500, {split: 'test', seed: 1})).toHaveLength(40);
});
