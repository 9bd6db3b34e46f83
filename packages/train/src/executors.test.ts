import {tf} from '@retune/backend';
import {describe, expect, test} from 'vitest';
import {EagerExecutor} from './eager-executor.js';
import {GraphExecutor} from './graph-executor.js';
import {tinyProgram} from './testing/tiny-program.js';
import {stepFeeds} from './training-program.js';

const batchOf = (step: number) => ({
  rows: [step % 24, (step * 7) % 24, (step * 5) % 24],
  labels: [0, 3, 5],
  dropoutSeed: [9, step] as const,
});

describe.each([
  ['graph', GraphExecutor],
  ['eager', EagerExecutor],
])('%s', (_, Executor) => {
  test('200 steps and their evaluation leave no tensor behind', async () => {
    const program = await tinyProgram('tiny-bert', 2);
    const before = tf.memory().numTensors;
    const executor = new Executor(program);
    const during = tf.memory().numTensors;
    for (let step = 0; step < 200; step++) {
      executor.step([{feeds: stepFeeds(program, batchOf(step)), weight: 1}], 1e-4);
      if (step % 50 === 0) executor.logits(program.input.read([1, 2]));
    }
    expect(tf.memory().numTensors).toBe(during);
    executor.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('weights copied out stay as they are when training goes on', async () => {
    const program = await tinyProgram('tiny-bert', 2);
    const executor = new Executor(program);
    const weights = executor.weights().get('classifier.weight')?.data as Float32Array;
    const copy = weights.slice();
    executor.step([{feeds: stepFeeds(program, batchOf(1)), weight: 1}], 1e-2);
    expect(weights).toEqual(copy);
    expect(executor.weights().get('classifier.weight')?.data).not.toEqual(copy);
    executor.dispose();
  });
});

test.each([
  ['dropout', 'tiny-distilbert', {dropout: 0.1}],
  ['class weights', 'tiny-bert', {classWeights: [1, 2, 0.5, 4, 1, 3]}],
  ['label smoothing', 'tiny-bert', {params: {labelSmoothing: 0.1}}],
  ['focal loss', 'tiny-bert', {params: {focalGamma: 1.5}}],
])(
  'graph and eager steps are equal within rounding, with %s and batches of changing shapes',
  async (_, model, options) => {
    const program = await tinyProgram(model, 1, options);
    const [graph, eager] = [new GraphExecutor(program), new EagerExecutor(program)];
    for (let step = 0; step < 20; step++) {
      const batches = [{feeds: stepFeeds(program, batchOf(step)), weight: 1}];
      const [one, other] = [graph.step(batches, 1e-3), eager.step(batches, 1e-3)];
      expect(Math.abs(one.loss - other.loss)).toBeLessThan(1e-4);
      expect(Math.abs(one.gradientNorm / other.gradientNorm - 1)).toBeLessThan(1e-3);
    }
    graph.dispose();
    eager.dispose();
  },
);

test('dropout differs from step to step and is set by the seed', async () => {
  const program = await tinyProgram('tiny-bert', 2, {dropout: 0.3});
  const executor = new GraphExecutor(program);
  const lossOf = (seed: number, step: number) =>
    executor.step([{feeds: stepFeeds(program, {...batchOf(0), dropoutSeed: [seed, step]}), weight: 1}], 0)
      .loss;
  expect(lossOf(1, 1)).toBe(lossOf(1, 1));
  expect(new Set([lossOf(1, 1), lossOf(1, 2), lossOf(2, 1)]).size).toBe(3);
  executor.dispose();
});
