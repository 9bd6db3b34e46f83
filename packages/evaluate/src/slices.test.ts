import {expect, test} from 'vitest';
import {confusedPairs} from './confused-pairs.js';
import {slices} from './slices.js';

test('length slices adjoin, hold each row once, and keep rows of one length together', () => {
  const tokens = Int32Array.of(3, 9, 3, 3, 4, 20, 3, 7, 8, 9);
  const rows = {
    tokens,
    labels: tokens.map((length) => length % 2),
    truncated: Array.from(tokens, (length) => length === 20),
    right: Array.from(tokens, (length) => length < 9),
  };
  const all = slices(rows, ['even', 'odd', 'never']);
  expect(all.filter(({by}) => by === 'length').map(({name, rows}) => [name, rows])).toEqual([
    ['3 tokens', 4],
    ['4 to 7 tokens', 2],
    ['8 to 9 tokens', 3],
    ['10 to 20 tokens', 1],
  ]);
  expect(all.find(({name}) => name === '8 to 9 tokens')?.accuracy).toBe(1 / 3);
  expect(
    all.filter(({by}) => by === 'label').map(({label, rows, accuracy}) => [label, rows, accuracy]),
  ).toEqual([
    [0, 3, 2 / 3],
    [1, 7, 5 / 7],
    [2, 0, null],
  ]);
  expect(all.at(-1)).toMatchObject({by: 'truncated', rows: 1, accuracy: 0});
});

test('confused pairs come by the number of rows', () => {
  expect(
    confusedPairs([
      [5, 1, 0],
      [4, 0, 4],
      [0, 2, 0],
    ]),
  ).toEqual([
    {label: 1, predicted: 0, rows: 4, shareOfLabel: 0.5},
    {label: 1, predicted: 2, rows: 4, shareOfLabel: 0.5},
    {label: 2, predicted: 1, rows: 2, shareOfLabel: 1},
    {label: 0, predicted: 1, rows: 1, shareOfLabel: 1 / 6},
  ]);
});
