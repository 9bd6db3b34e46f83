import fc from 'fast-check';
import {expect, test} from 'vitest';
import {lengthBatches} from './length-batches.js';

const lengthsAndMost = [fc.array(fc.integer({min: 1, max: 40})), fc.integer({min: 1, max: 100})] as const;

test('rows of similar length share a batch of about the tokens wanted', () => {
  expect(lengthBatches([5, 1, 4, 1, 5, 4], 10)).toEqual([
    [1, 3, 2, 5],
    [0, 4],
  ]);
});

test('each row is in one batch, and none is padded to twice the tokens wanted but a single long row', () => {
  fc.assert(
    fc.property(...lengthsAndMost, (lengths, tokensPerBatch) => {
      const batches = lengthBatches(lengths, tokensPerBatch);
      expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, row) => row));
      for (const batch of batches) {
        const padded = batch.length * Math.max(...batch.map((row) => lengths[row] as number));
        expect(batch.length === 1 || padded <= 2 * tokensPerBatch).toBe(true);
      }
    }),
  );
});

test('rows of one length make 1, 2, 4 or a multiple of 8 batches that differ by a row at most', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 2000}), fc.integer({min: 4, max: 40}), (rows, rowsPerBatch) => {
      const sizes = lengthBatches(new Array(rows).fill(7), 7 * rowsPerBatch).map(({length}) => length);
      expect([0, 1, 2, 4].includes(sizes.length) || sizes.length % 8 === 0).toBe(true);
      if (rows > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
