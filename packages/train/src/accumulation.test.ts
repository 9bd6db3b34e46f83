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
    const run = (microBatchSize: number) => {
      const executor = new Executor(program);
      const results = steps.map((step) =>
        executor.step(microBatches(program, step, labelOf, {batchSize, microBatchSize, seed: 1}), 1e-3),
      );
      const weights = executor.weights();
      executor.dispose();
      return {results, weights};
    };
    const [whole, accumulated] = [run(7), run(3)];
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
  expect(seeds).toHaveLength(11);
  expect(new Set(seeds).size).toBe(11);
});
