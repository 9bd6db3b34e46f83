import {expect, test} from 'vitest';
import {padHiddenRows} from './hidden-batch.js';
import {reusedArray} from './reused-array.js';

/** Row i has i + 1 tokens of two values, all i + 1. */
const features = {
  rows: 3,
  hiddenSize: 2,
  frozenLayers: 1,
  tokens: (row: number) => row + 1,
  readInto: (row: number, target: Uint16Array, offset: number) => {
    target.fill(row + 1, offset, offset + 2 * (row + 1));
  },
};

test('a batch in a used array is that in a new one: nothing of the batch before is left in the padding', () => {
  const room = reusedArray();
  const before = padHiddenRows(features, [2, 2, 2], room).hiddenStates;
  const batch = padHiddenRows(features, [1, 0], room);
  expect(batch).toEqual(padHiddenRows(features, [1, 0]));
  expect([...batch.hiddenStates]).toEqual([2, 2, 2, 2, 1, 1, 0, 0]);
  expect(batch.hiddenStates.buffer).toBe(before.buffer);
});
