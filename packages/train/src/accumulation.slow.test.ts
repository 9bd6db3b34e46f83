import {largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {EagerExecutor} from './eager-executor.js';
import {GraphExecutor} from './graph-executor.js';
import {microBatches} from './micro-batches.js';
import {tinyProgram} from './testing/tiny-program.js';

const batchSize = 7;
/** The last step has fewer rows. */
const steps = [7, 7, 7, 5].map((size, i) => ({
  step: i + 1,
  epoch: 1,
  rows: Array.from({length: size}, (_, k) => (i * 11 + k * 5) % 24),
}));
const labelOf = (row: number) => row % 6;

const classWeights = [1, 2, 0.5, 4, 1, 3];
const lora = {loraRank: 3, loraAlpha: 6, freezePooler: false};

test.each([
  ['graph', 2, {}, GraphExecutor],
  ['eager', 2, {}, EagerExecutor],
  ['graph with class weights', 2, {classWeights}, GraphExecutor],
  ['graph with all layers and embeddings', 'none', {classWeights}, GraphExecutor],
  ['graph with adapters in all layers', 'none', {params: lora}, GraphExecutor],
] as const)(
  '%s: accumulated batches, the last ones smaller, train as the large batch does',
  async (_, frozenLayers, options, Executor) => {
    const program = await tinyProgram('tiny-bert', frozenLayers, options);
    const executor = new Executor(program);
    const start = executor.state();
    const run = (microBatchSize: number) => {
      executor.restore(start);
      const results = steps.map((step) =>
        executor.step(microBatches(program, step, labelOf, {batchSize, microBatchSize, seed: 1}), 1e-4),
      );
      return {results, weights: executor.weights()};
    };
    const [whole, accumulated] = [run(7), run(3)];
    executor.dispose();
    for (const [i, {loss, gradientNorm}] of whole.results.entries()) {
      expect(Math.abs((accumulated.results[i]?.loss as number) - loss)).toBeLessThan(1e-5);
      expect(Math.abs((accumulated.results[i]?.gradientNorm as number) / gradientNorm - 1)).toBeLessThan(
        1e-4,
      );
    }
    // A whole layer's key bias cancels in the softmax: its gradient is rounding alone, of which Adam makes steps.
    const compared = [...whole.weights].filter(([name]) => !name.endsWith('key.bias'));
    const differences = compared.map(([name, {data}]) => {
      const other = accumulated.weights.get(name)?.data as Float32Array;
      return data.reduce((sum, value, i) => sum + Math.abs(value - (other[i] as number)), 0) / data.length;
    });
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  },
);

test('each micro-batch of each step has dropout of its own', async () => {
  const program = await tinyProgram('tiny-bert', 2);
  const seeds = steps.flatMap((step) =>
    [...microBatches(program, step, labelOf, {batchSize, microBatchSize: 3, seed: 9})].map(({feeds}) =>
      String(feeds.dropoutSeed?.values),
    ),
  );
  expect(seeds).toHaveLength(19);
  expect(new Set(seeds).size).toBe(19);
});

test('a batch computed as two, of its shorter and its longer rows, trains as the whole batch does', async () => {
  const twoLanes = await tinyProgram('tiny-bert', 'none', {classWeights});
  const oneLane = {...twoLanes, input: {...twoLanes.input, lanes: 1 as const}};
  const [one, two] = [oneLane, twoLanes].map((program) => {
    const executor = new GraphExecutor(program);
    const results = steps.map((step) =>
      executor.step(microBatches(program, step, labelOf, {batchSize, microBatchSize: 7, seed: 1}), 1e-4),
    );
    const [logits] = [...executor.logits([program.input.read([0, 1])])];
    executor.dispose();
    return {results, logits};
  });
  for (const [i, {loss, gradientNorm}] of one!.results.entries()) {
    expect(Math.abs(two!.results[i]!.loss - loss)).toBeLessThan(1e-5);
    expect(Math.abs(two!.results[i]!.gradientNorm / gradientNorm - 1)).toBeLessThan(1e-4);
  }
  expect(largestDifference([two!.logits!], [one!.logits!])).toBeLessThan(1e-3);
});

test('the two parts of a batch hold about as many tokens, and a row alone is one part', async () => {
  const program = await tinyProgram('tiny-bert', 'none');
  const tokensOf = [3, 20, 3, 5, 19, 3, 4];
  const input = {...program.input, tokens: (row: number) => tokensOf[row] as number};
  const partsOf = (rows: number[]) =>
    [
      ...microBatches({...program, input}, {step: 1, epoch: 1, rows}, () => 0, {
        batchSize: 7,
        microBatchSize: 7,
        seed: 1,
      }),
    ].map(({weight}) => Math.round(weight * rows.length));
  expect(partsOf([0, 1, 2, 3, 4, 5, 6])).toEqual([5, 2]);
  expect(partsOf([3])).toEqual([1]);
});
