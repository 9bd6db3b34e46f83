import {expect, test} from 'vitest';
import {rankWords} from './rank-words.js';

test('a word’s values are added up over its occurrences, in any case and without signs', () => {
  const sample = [
    {tokens: ['So', 'sad', 'so', '!'], values: [1, 4, 2, 9].map((value) => Float64Array.of(value, -value))},
    {tokens: ['sad '], values: [Float64Array.of(1, 8)]},
  ];
  expect(rankWords(sample, 2)).toEqual([
    {word: 'sad', label: 0, texts: 2, meanValue: 2.5, totalValue: 5},
    {word: 'so', label: 0, texts: 1, meanValue: 3, totalValue: 3},
    {word: 'sad', label: 1, texts: 2, meanValue: 2, totalValue: 4},
    {word: 'so', label: 1, texts: 1, meanValue: -3, totalValue: -3},
  ]);
});
