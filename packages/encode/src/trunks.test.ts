import {padRows, readClassifierWeights} from '@retune/encoder';
import {
  GOLDEN_MODELS,
  goldenSource,
  largestDifference,
  readGolden,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {createTrunk} from './create-trunk.js';
import {eagerTrunk} from './eager-trunk.js';
import type {Trunk} from './encode-rows.js';

test.each(GOLDEN_MODELS)('%s: the frozen layers as a graph give what they give eagerly', async (model) => {
  const weights = await readClassifierWeights(goldenSource(model));
  const rows = unpaddedInputIds(readGolden(model));
  const batches = [rows.slice(0, 1), rows.slice(1, 9), rows.slice(9, 14)].map((batch) =>
    padRows(weights.config, batch),
  );
  const hiddenStatesOf = (trunk: Trunk) => {
    const results = [...trunk.run(batches)].map(([, tensor]) => [...tensor.dataSync()]);
    trunk.dispose();
    return results;
  };
  for (const frozenLayers of [0, 2]) {
    const compiled = createTrunk(weights, frozenLayers, ({kind}) => {
      throw new Error(`the trunk is not a graph, but emits a ${kind}`);
    });
    const eager = eagerTrunk(weights, frozenLayers);
    expect(largestDifference(hiddenStatesOf(compiled), hiddenStatesOf(eager))).toBeLessThan(1e-5);
  }
});
