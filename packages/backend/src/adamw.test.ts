import {describe, expect, test} from 'vitest';
import {expectNothingLeaks} from './expect-nothing-leaks.js';
import {AdamW, ResourceVariable, tf} from './index.js';

const options = {beta1: 0.9, beta2: 0.999, epsilon: 1e-8};
const size = 257;

/** torch.optim.AdamW as its documentation writes it, in float64, one element at a time. */
class PlainAdamW {
  readonly #mean = new Float64Array(size);
  readonly #squaresMean = new Float64Array(size);
  #steps = 0;

  step(parameter: Float64Array, gradient: Float32Array, learningRate: number, weightDecay: number): void {
    const {beta1, beta2, epsilon} = options;
    this.#steps++;
    for (let i = 0; i < size; i++) {
      parameter[i]! -= learningRate * weightDecay * parameter[i]!;
      this.#mean[i] = beta1 * this.#mean[i]! + (1 - beta1) * gradient[i]!;
      this.#squaresMean[i] = beta2 * this.#squaresMean[i]! + (1 - beta2) * gradient[i]! ** 2;
      const mean = this.#mean[i]! / (1 - beta1 ** this.#steps);
      const squaresMean = this.#squaresMean[i]! / (1 - beta2 ** this.#steps);
      parameter[i]! -= (learningRate * mean) / (Math.sqrt(squaresMean) + epsilon);
    }
  }
}

/** The largest difference between the native and the plain trajectory, in learning rates, over 50 steps. */
function largestDifference({
  gradientScale,
  weightDecay,
}: {
  gradientScale: number;
  weightDecay: number;
}): number {
  const learningRate = 1e-3;
  const start = tf.randomNormal([size], 0, 0.01, 'float32', 3);
  const variable = new ResourceVariable(start);
  const adamw = new AdamW([{parameters: {p: variable}, weightDecay}], options);
  const plain = Float64Array.from(start.dataSync());
  const plainAdamW = new PlainAdamW();
  let largest = 0;
  for (let step = 0; step < 50; step++) {
    // A mean apart from 0, and steps of different size, so that the corrections of the bias count.
    const gradient = tf
      .randomNormal([size], 0.3, 1, 'float32', 100 + step)
      .mul(gradientScale * (1 + (step % 3)));
    adamw.step({p: gradient}, learningRate);
    plainAdamW.step(plain, gradient.dataSync<'float32'>(), learningRate, weightDecay);
    variable
      .read()
      .dataSync()
      .forEach((value, i) => {
        largest = Math.max(largest, Math.abs(value - plain[i]!) / learningRate);
      });
  }
  return largest;
}

describe("the trajectory of 50 steps is PyTorch's", () => {
  // In learning rates: float32 rounds a parameter around 0.03 by 2e-9, a 500,000th of the rate, in each step.
  const tolerance = 5e-5;

  test('with gradients of usual size', () => {
    expect(largestDifference({gradientScale: 1e-2, weightDecay: 0})).toBeLessThan(tolerance);
  });

  test('with gradients so small that epsilon counts', () => {
    expect(largestDifference({gradientScale: 1e-8, weightDecay: 0})).toBeLessThan(tolerance);
  });

  test('with decoupled weight decay', () => {
    expect(largestDifference({gradientScale: 1e-2, weightDecay: 3})).toBeLessThan(tolerance);
  });
});

test('each group has its own weight decay', () => {
  const matrix = new ResourceVariable(tf.tensor1d([2, -4]));
  const bias = new ResourceVariable(tf.tensor1d([2, -4]));
  const adamw = new AdamW([
    {parameters: {matrix}, weightDecay: 0.5},
    {parameters: {bias}, weightDecay: 0},
  ]);
  adamw.step({matrix: tf.zeros([2]), bias: tf.zeros([2])}, 0.1);
  expect([...matrix.read().dataSync()].map((value) => value.toFixed(6))).toEqual(['1.900000', '-3.800000']);
  expect([...bias.read().dataSync()]).toEqual([2, -4]);
});

test("a group's factor scales both its steps and its decay", () => {
  const [slow, fast] = [new ResourceVariable(tf.tensor1d([2])), new ResourceVariable(tf.tensor1d([2]))];
  const adamw = new AdamW([
    {parameters: {slow}, weightDecay: 0.5, rateFactor: 0.25},
    {parameters: {fast}, weightDecay: 0.5},
  ]);
  adamw.step({slow: tf.tensor1d([3]), fast: tf.tensor1d([3])}, 0.1);
  // The first step of Adam is as long as the rate: 2 · (1 - rate · 0.5) - rate.
  expect(fast.read().dataSync()[0]).toBeCloseTo(1.8, 6);
  expect(slow.read().dataSync()[0]).toBeCloseTo(1.95, 6);
});

test('a step without the gradient of a parameter names the parameter', () => {
  const adamw = new AdamW([
    {parameters: {'classifier.bias': new ResourceVariable(tf.zeros([2]))}, weightDecay: 0},
  ]);
  expect(() => adamw.step({}, 0.1)).toThrow('AdamW was given no gradient of classifier.bias');
});

test('a parameter in two groups is refused', () => {
  const bias = new ResourceVariable(tf.zeros([2]));
  const group = {parameters: {bias}, weightDecay: 0};
  expect(() => new AdamW([group, group])).toThrow('Parameter bias is in two groups');
});

test('steps leave no tensor behind', () => {
  const variable = new ResourceVariable(tf.zeros([8, 8]));
  const adamw = new AdamW([{parameters: {variable}, weightDecay: 0.01}]);
  const gradient = tf.ones([8, 8]);
  expectNothingLeaks(() => adamw.step({variable: gradient}, 1e-3));
});

test('an optimizer made and disposed of leaves nothing behind', () => {
  const variable = new ResourceVariable(tf.zeros([8, 8]));
  expectNothingLeaks(() => new AdamW([{parameters: {variable}, weightDecay: 0}]).dispose());
});
