import {tokens} from '@retune/artifacts';
import {tableOf} from '@retune/page/testing';
import {Table} from 'apache-arrow';
import {expect, test} from 'vitest';
import {lengthSummary} from './length-summary.js';

function tokensTable(lengths: readonly number[], maxLength = 512): Table {
  const inputIds = lengths.map((length) => new Array<number>(length).fill(7));
  return tableOf(
    tokens.files.tokens.schema,
    {
      split: lengths.map(() => 'train'),
      label: lengths.map(() => 0),
      inputIds,
      starts: inputIds,
      ends: inputIds,
      wordIds: inputIds,
      truncated: lengths.map((length) => length === maxLength),
    },
    {metadata: {labels: '["a"]'}},
  );
}

test('half, most and longest are lengths that occur, and cut texts are counted', () => {
  expect(lengthSummary(tokensTable([4, 8, 3, 8, 5, 6], 8), 8)).toMatchObject({
    rows: 6,
    truncated: 2,
    maxLength: 8,
    median: 5,
    percentile95: 8,
    longest: 8,
  });
});

test('every text is in the bin of its length', () => {
  const lengths = Array.from({length: 500}, (_, row) => 3 + ((row * 37) % 85));
  const {bins} = lengthSummary(tokensTable(lengths), 512);
  expect(bins.length).toBeLessThanOrEqual(30);
  for (const {from, to, rows} of bins)
    expect(rows).toBe(lengths.filter((length) => length >= from && length <= to).length);
  expect(bins.reduce((sum, {rows}) => sum + rows, 0)).toBe(500);
});

test('short texts have one bin a length', () => {
  expect(lengthSummary(tokensTable([1, 3, 3]), 512).bins).toEqual([
    {from: 1, to: 1, rows: 1},
    {from: 2, to: 2, rows: 0},
    {from: 3, to: 3, rows: 2},
  ]);
});

test('a table of several record batches counts as one', () => {
  const [first, second] = [tokensTable([2, 3]), tokensTable([9])];
  const {rows, longest, median} = lengthSummary(new Table([...first.batches, ...second.batches]), 512);
  expect({rows, longest, median}).toEqual({rows: 3, longest: 9, median: 3});
});
