import fc from 'fast-check';
import {expect, test} from 'vitest';
import {holdOut} from './hold-out.js';
import type {Row} from './row.js';

function rowsOf(counts: Record<string, number>): Row[] {
  const labels = Object.entries(counts).flatMap(([label, count]) => Array<string>(count).fill(label));
  return labels.map((label, i) => ({text: `${label} ${i}`, label, file: 'train.txt', line: i + 1}));
}

function countsOf(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const {label} of rows) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

test('each label gives its share to each part', () => {
  const {parts, rest} = holdOut(rowsOf({joy: 100, fear: 40, love: 20}), [0.1, 0.2], 1);
  expect(countsOf(parts[0] ?? [])).toEqual({joy: 10, fear: 4, love: 2});
  expect(countsOf(parts[1] ?? [])).toEqual({joy: 20, fear: 8, love: 4});
  expect(countsOf(rest)).toEqual({joy: 70, fear: 28, love: 14});
});

test('parts and rest hold every row once, in order, and equal texts together', () => {
  const row = fc.record({
    text: fc.constantFrom(...'abcdefgh'),
    label: fc.constantFrom('x', 'y'),
    file: fc.constant('f'),
  });
  const rows = fc.array(row).map((list) => list.map((item, i) => ({...item, line: i + 1})));
  fc.assert(
    fc.property(rows, fc.double({min: 0.01, max: 0.99, noNaN: true}), fc.integer(), (given, share, seed) => {
      const {parts, rest} = holdOut(given, [share, share], seed);
      const lists = [...parts, rest];
      expect(lists.flat().sort((a, b) => a.line - b.line)).toEqual(given);
      for (const list of lists) expect(list).toEqual([...list].sort((a, b) => a.line - b.line));
      const texts = lists.flatMap((list) => [...new Set(list.map(({text}) => text))]);
      expect(new Set(texts).size).toBe(texts.length);
      if (given.length > 0) expect(rest).not.toEqual([]);
    }),
  );
});

test('the seed chooses the rows, and the same seed the same rows', () => {
  const rows = rowsOf({joy: 100});
  expect(holdOut(rows, [0.1], 1)).toEqual(holdOut(rows, [0.1], 1));
  expect(holdOut(rows, [0.1], 1)).not.toEqual(holdOut(rows, [0.1], 2));
});

test('a label with one row stays in the rest', () => {
  expect(countsOf(holdOut(rowsOf({joy: 10, rare: 1}), [0.9], 1).rest).rare).toBe(1);
});
