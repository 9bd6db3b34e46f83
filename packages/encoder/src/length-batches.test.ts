import fc from 'fast-check';
import {expect, test} from 'vitest';
import {lengthBatches} from './length-batches.js';

test('rows of similar length share a batch', () => {
  expect(lengthBatches([5, 1, 4, 1, 5], 10)).toEqual([[1, 3, 2].slice(0, 2), [2, 0], [4]]);
});

test('each row is in one batch, and none is larger than allowed but a single long row', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 1, max: 40})), fc.integer({min: 1, max: 100}), (lengths, most) => {
      const batches = lengthBatches(lengths, most);
      expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, row) => row));
      for (const batch of batches) {
        const padded = batch.length * Math.max(...batch.map((row) => lengths[row] as number));
        expect(batch.length === 1 || padded <= most).toBe(true);
      }
    }),
  );
});
