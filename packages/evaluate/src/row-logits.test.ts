import {readClassifierWeights} from '@retune/encoder';
import {
  GOLDEN_MODELS,
  goldenSource,
  largestDifference,
  readGolden,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {eager, rowLogits} from './row-logits.js';

test.each(GOLDEN_MODELS)('one graph and operation by operation give the same logits: %s', async (model) => {
  const weights = await readClassifierWeights(goldenSource(model));
  const source = {inputIds: unpaddedInputIds(readGolden(model))};
  const rows = [4, 0, 7];
  const warnings: unknown[] = [];
  const [graph, operations] = [
    rowLogits(weights, source, (event) => warnings.push(event)),
    eager(weights, source),
  ];
  const batches = [rows, [1, 2], [5]];
  const logits = await collected(graph.compute(batches));
  const expected = await collected(operations.compute(batches));
  graph.dispose();
  operations.dispose();
  expect(largestDifference(logits, expected)).toBeLessThan(1e-5);
  expect(warnings).toEqual([]);
});

async function collected<T>(items: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
