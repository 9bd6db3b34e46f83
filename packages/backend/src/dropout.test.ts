import {expect, test} from 'vitest';
import {dropout, dropoutMask, randomUniform} from './dropout.js';
import {expectNothingLeaks} from './expect-nothing-leaks.js';
import {tf} from './tensorflow.js';

test('a share of the elements is dropped and the rest scaled up, so that the mean stays', () => {
  const mask = dropoutMask([200, 500], 0.2, [1, 2]).dataSync();
  expect(new Set(mask)).toEqual(new Set([0, 1.25]));
  const dropped = mask.filter((value) => value === 0).length / mask.length;
  // Standard deviation of the share: sqrt(0.2 * 0.8 / 100000) = 0.0013.
  expect(Math.abs(dropped - 0.2)).toBeLessThan(0.006);
});

test('a seed gives the same mask each time, another seed another', () => {
  const mask = (seed: [number, number]) => dropoutMask([64], 0.5, seed).dataSync().join();
  expect(mask([7, 0])).toBe(mask([7, 0]));
  expect(mask([7, 0])).not.toBe(mask([7, 1]));
  expect(mask([7, 0])).not.toBe(mask([8, 0]));
});

test('a seed given as a tensor is that seed', () => {
  const given = randomUniform([8], tf.tensor1d([3, 4], 'int32')).dataSync();
  expect(given).toEqual(randomUniform([8], [3, 4]).dataSync());
});

test('uniform numbers fill the range from 0 to below 1 evenly', () => {
  const sorted = randomUniform([100_000], [5, 6]).dataSync<'float32'>().slice().sort();
  expect(sorted[0]).toBeGreaterThanOrEqual(0);
  expect(sorted.at(-1)).toBeLessThan(1);
  // Kolmogorov-Smirnov: beyond 1.95 / sqrt(n) in one of a thousand cases.
  const distance = sorted.reduce((most, value, i) => Math.max(most, Math.abs(value - i / sorted.length)), 0);
  expect(distance).toBeLessThan(1.95 / Math.sqrt(sorted.length));
});

test('the gradient flows through the kept elements alone', () => {
  const input = tf.ones([50]);
  const mask = dropoutMask([50], 0.3, [1, 1]).dataSync();
  const gradient = tf.grad((x: tf.Tensor) => dropout(x, 0.3, [1, 1]).sum())(input);
  expect(gradient.dataSync()).toEqual(mask);
});

test('a rate of 0 changes nothing', () => {
  expect([...dropout(tf.tensor1d([1, 2]), 0, [1, 1]).dataSync()]).toEqual([1, 2]);
});

test('a rate of 1 or more is refused', () => {
  expect(() => dropoutMask([2], 1, [1, 1])).toThrow('A dropout rate must be from 0 to below 1, not 1');
});

test('dropout leaves no tensor behind', () => {
  const input = tf.ones([8]);
  expectNothingLeaks(() => dropout(input, 0.5, [1, 2]).dispose());
});
