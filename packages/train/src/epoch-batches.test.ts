import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochBatches} from './epoch-batches.js';

const rows = Array.from({length: 10}, (_, row) => 100 + row);

test('each epoch has every row once, the last batch being the smaller one', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 12}), fc.integer(), (batchSize, seed) => {
      const batches = [...epochBatches(rows, {batchSize, epochs: 2, seed})];
      const steps = Math.ceil(10 / batchSize);
      for (const epoch of [batches.slice(0, steps), batches.slice(steps)]) {
        expect(epoch.flatMap((batch) => batch.rows).sort()).toEqual(rows);
        expect(epoch.slice(0, -1).every((batch) => batch.rows.length === batchSize)).toBe(true);
      }
    }),
  );
});

test('the seed sets the order, which differs from epoch to epoch', () => {
  const orders = (seed: number) =>
    [...epochBatches(rows, {batchSize: 10, epochs: 2, seed})].map((batch) => batch.rows);
  const [first, second] = orders(42);
  expect(first).not.toEqual(rows);
  expect(second).not.toEqual(first);
  expect(orders(42)).toEqual([first, second]);
  expect(orders(43)[0]).not.toEqual(first);
});

test('every place is as likely for a row', () => {
  const places = Array.from({length: 3000}, (_, seed) => {
    const [batch] = [...epochBatches([0, 1, 2], {batchSize: 3, epochs: 1, seed})];
    return batch?.rows.indexOf(0);
  });
  // Standard deviation of each count: sqrt(3000 · 1/3 · 2/3) = 26.
  for (const place of [0, 1, 2])
    expect(Math.abs(places.filter((found) => found === place).length - 1000)).toBeLessThan(100);
});

test('steps count from 1 and tell the epochs done', () => {
  const batches = [...epochBatches(rows, {batchSize: 4, epochs: 2, seed: 1})];
  expect(batches.map(({step}) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(batches.map(({epoch}) => epoch)).toEqual([1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2]);
});
