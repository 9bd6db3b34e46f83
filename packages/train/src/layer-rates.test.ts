import {classifierParameters, readClassifierWeights} from '@retune/encoder';
import {goldenSource} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {EagerExecutor} from './eager-executor.js';
import {GraphExecutor} from './graph-executor.js';
import {layerRateFactor} from './layer-rates.js';
import {tinyProgram} from './testing/tiny-program.js';
import {stepFeeds} from './training-program.js';

const factors = {
  'bert.embeddings.word_embeddings.weight': 0.125,
  'bert.embeddings.LayerNorm.bias': 0.125,
  'bert.encoder.layer.0.attention.self.query.weight': 0.25,
  'bert.encoder.layer.1.output.LayerNorm.weight': 0.5,
  'bert.encoder.layer.2.output.dense.weight': 1,
  'bert.pooler.dense.weight': 1,
  'classifier.bias': 1,
};

test('the rate halves with each layer downwards, from the last layer on', async () => {
  const {config} = await readClassifierWeights(goldenSource('tiny-bert'));
  const byName = new Map(classifierParameters(config, 6).map((parameter) => [parameter.name, parameter]));
  for (const [name, factor] of Object.entries(factors)) {
    const parameter = byName.get(name);
    expect(parameter && layerRateFactor(config, parameter, 0.5), name).toBe(factor);
  }
});

test.each([
  ['graph', GraphExecutor],
  ['eager', EagerExecutor],
])('%s: the first step moves each layer by its own rate', async (_, Executor) => {
  const program = await tinyProgram('tiny-bert', 'none', {params: {layerDecay: 0.5, weightDecay: 0}});
  const executor = new Executor(program);
  const before = executor.weights();
  const feeds = stepFeeds(program, {rows: [1, 2, 3], labels: [0, 3, 5], dropoutSeed: [1, 1]});
  executor.step([{feeds, weight: 1}], 1e-3);
  const after = executor.weights();
  executor.dispose();
  for (const [name, factor] of Object.entries(factors)) {
    const [old, moved] = [before.get(name)?.data as Float32Array, after.get(name)?.data as Float32Array];
    const longest = moved.reduce((most, value, i) => Math.max(most, Math.abs(value - (old[i] as number))), 0);
    // Adam's first step is as long as the rate wherever the gradient is far above epsilon.
    expect(longest / 1e-3, name).toBeCloseTo(factor, 2);
  }
});
