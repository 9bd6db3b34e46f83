import {readFileSync} from 'node:fs';
import {nativeBackend, tf} from '@retune/backend';
import {exactTraining} from '@retune/backend/graph/testing';
import {readEncoderConfig} from '@retune/encoder';
import {goldenPath} from '@retune/encoder/testing';
import {describe, expect, test} from 'vitest';
import {EagerExecutor} from './eager-executor.js';
import {arraysOf, GraphExecutor} from './graph-executor.js';
import {graphProgram} from './graph-program.js';
import {featuresInput} from './model-input.js';
import {tinyProgram} from './testing/tiny-program.js';
import {stepFeeds} from './training-program.js';

const batchOf = (step: number) => ({
  rows: [step % 24, (step * 7) % 24, (step * 5) % 24],
  labels: [0, 3, 5],
  dropoutSeed: [9, step] as const,
});

/** Two rows' hidden states, all 0, before the last layer. */
const hiddenStates = {
  rows: 2,
  hiddenSize: 48,
  frozenLayers: 2,
  tokens: (row: number) => 2 + row,
  readInto: () => {},
};

/** Tensors that TensorFlow.js counts, and those of the native library. */
const tensorCounts = () => [tf.memory().numTensors, nativeBackend().binding.getNumOfTensors()];

describe.each([
  ['graph', GraphExecutor, 200],
  ['eager', EagerExecutor, 50],
] as const)('%s', (_, Executor, steps) => {
  test(`${steps} steps, some of two batches, and their evaluations leave no tensor behind`, async () => {
    const config = readEncoderConfig(readFileSync(goldenPath('tiny-bert', 'config.json'), 'utf8'));
    const whole = await tinyProgram('tiny-bert', 2, {dropout: 0.1});
    const program = {...whole, input: featuresInput(config, hiddenStates)};
    const before = tensorCounts();
    const executor = new Executor(program);
    const runSteps = (steps: number) => {
      for (let step = 0; step < steps; step++) {
        const feeds = stepFeeds(program, {...batchOf(step), rows: [0, step % 2, 0]});
        const halves = [feeds, feeds].map((half) => ({feeds: half, weight: 0.5}));
        executor.step(step % 10 === 0 ? halves : [{feeds, weight: 1}], 1e-4);
        if (step % 20 === 0) [...executor.logits([program.input.read([0])])];
      }
    };
    runSteps(1);
    const during = tensorCounts();
    runSteps(steps);
    expect(tensorCounts()).toEqual(during);
    executor.dispose();
    expect(tensorCounts()).toEqual(before);
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

/**
 * What float32 allows, as a share: a value on the way from token to loss and back to a gradient has gone through this
 * many roundings of 2^-24 each, nearly all of them in the sums of matrix products. Three layers of five sums over the
 * hidden size (48), one over the intermediate size (96) and two over tokens (up to 24), forward and back.
 */
const ROUNDING = 2 * 3 * (5 * 48 + 96 + 2 * 24) * 2 ** -24;

test.each([
  ['dropout', 'tiny-distilbert', {dropout: 0.1}],
  ['class weights', 'tiny-bert', {classWeights: [1, 2, 0.5, 4, 1, 3]}],
  ['label smoothing', 'tiny-bert', {params: {labelSmoothing: 0.1}}],
  ['focal loss', 'tiny-bert', {params: {focalGamma: 1.5}}],
  ['unclipped gradients', 'tiny-bert', {params: {maxGradientNorm: 0}}],
])(
  'a step of the graph and an eager one are those of float64 within rounding, with %s and batches of changing shapes',
  async (_, model, options) => {
    const program = await tinyProgram(model, 2, options);
    const [graph, eager] = [new GraphExecutor(program), new EagerExecutor(program)];
    const exact = exactTraining(graphProgram(program));
    for (let step = 0; step < 4; step++) {
      // From the same state: Adam makes a whole step even of a gradient that is rounding alone, so that runs part.
      const state = graph.state();
      eager.restore(state);
      const feeds = stepFeeds(program, batchOf(step));
      const expected = exact.measure(arraysOf(state.parameters), feeds);
      for (const executor of [graph, eager]) {
        const {loss, gradientNorm} = executor.step([{feeds, weight: 1}], 1e-3);
        console.log(
          executor === graph,
          Math.abs(loss / expected.loss - 1) / ROUNDING,
          Math.abs(gradientNorm / expected.gradientNorm - 1) / ROUNDING,
        );
        expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(ROUNDING);
        expect(Math.abs(gradientNorm / expected.gradientNorm - 1)).toBeLessThan(ROUNDING);
      }
    }
    for (const each of [graph, eager, exact]) each.dispose();
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
