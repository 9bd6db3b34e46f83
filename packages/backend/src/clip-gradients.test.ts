import {expect, test} from 'vitest';
import {clipByGlobalNorm} from './clip-gradients.js';
import {expectNothingLeaks} from './expect-nothing-leaks.js';
import {tf} from './tensorflow.js';

// Together of norm sqrt(9 + 16 + 144) = 13.
const gradients = {weight: tf.tensor2d([3, 0, 4, 0], [2, 2]), bias: tf.tensor1d([12])};

test('gradients beyond the norm are scaled to it, all by one factor', () => {
  const clipped = clipByGlobalNorm(gradients, 6.5);
  expect(clipped.norm.dataSync()[0]).toBeCloseTo(13, 5);
  expect([...clipped.gradients.weight!.dataSync()].map((value) => value.toFixed(4))).toEqual([
    '1.5000',
    '0.0000',
    '2.0000',
    '0.0000',
  ]);
  expect(clipped.gradients.bias!.dataSync()[0]).toBeCloseTo(6, 5);
});

test('gradients within the norm stay, to the bit', () => {
  const clipped = clipByGlobalNorm(gradients, 14);
  expect(clipped.gradients.weight!.dataSync()).toEqual(gradients.weight.dataSync());
  expect(clipped.gradients.bias!.dataSync()).toEqual(gradients.bias.dataSync());
});

test('gradients of 0 stay 0', () => {
  const clipped = clipByGlobalNorm({bias: tf.zeros([2])}, 1);
  expect([...clipped.gradients.bias!.dataSync()]).toEqual([0, 0]);
});

// torch's divisor is norm + 1e-6: without it the factor would be 1 here.
test('the factor for a norm just at a tiny limit is that of torch', () => {
  const clipped = clipByGlobalNorm({bias: tf.tensor1d([1e-6])}, 1e-6);
  expect(clipped.gradients.bias!.dataSync()[0]! / 1e-6).toBeCloseTo(0.5, 4);
});

test('clipping leaves nothing behind but what it gives', () => {
  expectNothingLeaks(() => tf.dispose({...clipByGlobalNorm(gradients, 1)}));
});
