import {tf} from '@retune/backend';
import {describe, expect, test} from 'vitest';
import {adapterParameters, mergeAdapters, newAdapters} from './adapters.js';
import {readClassifierWeights} from './classifier-weights.js';
import {logitsFromTokens} from './forward.js';
import {GOLDEN_MODELS, goldenSource, readGolden, unpaddedInputIds} from './testing/golden.js';
import {largestDifference} from './testing/largest-difference.js';
import {padRows, tokenInput} from './token-batch.js';
import type {Float32Tensor} from './write-safetensors.js';

const adapters = {firstLayer: 1, rank: 4, alpha: 8, dropout: 0.5};

async function tinyModel(model: string) {
  const {config, tensors} = await readClassifierWeights(goldenSource(model));
  const rows = padRows(config, unpaddedInputIds(readGolden(model)).slice(0, 6));
  const logits = (weights: ReadonlyMap<string, Float32Tensor>, options: {adapters?: typeof adapters}) =>
    tf.tidy(() => {
      const tensorOf = (name: string) => {
        const {data, shape} = weights.get(name) as Float32Tensor;
        return tf.tensor(data, [...shape]);
      };
      return logitsFromTokens(config, tensorOf, tokenInput(rows), options).dataSync();
    });
  return {config, tensors, logits};
}

describe.each(GOLDEN_MODELS)('%s', (model) => {
  test('new adapters change no logit', async () => {
    const {config, tensors, logits} = await tinyModel(model);
    const added = newAdapters(adapterParameters(config, adapters), 1);
    const adapted = logits(new Map([...tensors, ...added]), {adapters});
    expect(largestDifference([adapted], [logits(tensors, {})])).toBeLessThan(1e-5);
  });

  test('weights with trained adapters merged give the logits of both side by side', async () => {
    const {config, tensors, logits} = await tinyModel(model);
    const trained = new Map(
      adapterParameters(config, adapters).map(({name, shape}, seed) => {
        const data = tf.randomNormal(shape, 0, 0.2, 'float32', seed + 1).dataSync<'float32'>();
        return [name, {shape, data}];
      }),
    );
    const beside = logits(new Map([...tensors, ...trained]), {adapters});
    const merged = logits(new Map([...tensors, ...mergeAdapters(trained, tensors, adapters)]), {});
    expect(largestDifference([merged], [beside])).toBeLessThan(1e-5);
    expect(largestDifference([merged], [logits(tensors, {})])).toBeGreaterThan(0.01);
  });
});

test('query and value of the layers from the first on have adapters', async () => {
  const {config} = await readClassifierWeights(goldenSource('tiny-distilbert'));
  expect(adapterParameters(config, {...adapters, firstLayer: 2})).toEqual([
    {name: 'distilbert.transformer.layer.2.attention.q_lin.lora_A.weight', shape: [4, 48], part: 2},
    {name: 'distilbert.transformer.layer.2.attention.q_lin.lora_B.weight', shape: [48, 4], part: 2},
    {name: 'distilbert.transformer.layer.2.attention.v_lin.lora_A.weight', shape: [4, 48], part: 2},
    {name: 'distilbert.transformer.layer.2.attention.v_lin.lora_B.weight', shape: [48, 4], part: 2},
  ]);
});

test('the first matrix starts within 1/√inputs, set by the seed, the second at 0', () => {
  const parameters = [
    {name: 'query.lora_A.weight', shape: [8, 100], part: 0},
    {name: 'query.lora_B.weight', shape: [100, 8], part: 0},
  ];
  const [first, second] = [newAdapters(parameters, 1), newAdapters(parameters, 2)];
  const down = first.get('query.lora_A.weight')?.data as Float32Array;
  expect(Math.max(...down.map(Math.abs))).toBeLessThan(0.1);
  // A uniform distribution within ±0.1 has the standard deviation 0.1/√3.
  expect(Math.sqrt(down.reduce((sum, value) => sum + value * value, 0) / 800)).toBeCloseTo(0.0577, 2);
  expect(first.get('query.lora_B.weight')?.data).toEqual(new Float32Array(800));
  expect(newAdapters(parameters, 1)).toEqual(first);
  expect(second).not.toEqual(first);
});
