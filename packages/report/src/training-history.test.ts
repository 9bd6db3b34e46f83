import {expect, test} from 'vitest';
import {thinned} from './training-history.js';

test('a long history is thinned evenly and keeps its ends', () => {
  const steps = Array.from({length: 1001}, (_, step) => step);
  expect(thinned(steps, 5)).toEqual([0, 250, 500, 750, 1000]);
});

test('a short history is kept whole', () => {
  expect(thinned([1, 2, 3], 3)).toEqual([1, 2, 3]);
});
