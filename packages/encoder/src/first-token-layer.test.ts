import {tf} from '@retune/backend';
import {describe, expect, test} from 'vitest';
import {adapterParameters} from './adapters.js';
import {firstToken} from './attention.js';
import {maskBias} from './attention-mask.js';
import {readClassifierWeights} from './classifier-weights.js';
import {type Dropout, noDropout} from './dropout.js';
import type {EncoderConfig} from './encoder-config.js';
import {encoderLayer, firstTokenLayer} from './encoder-layer.js';
import {GOLDEN_MODELS, goldenSource} from './testing/golden.js';
import {layerWeights} from './weights.js';
import type {Float32Tensor} from './write-safetensors.js';

const [batch, tokens, hidden, heads] = [5, 7, 48, 4];
const layer = 2;
const adapters = {firstLayer: layer, rank: 3, alpha: 6, dropout: 0.1};

/** Drops the same for each token of a row, so that the first token's share is known. */
const fixedDropout: Dropout = (values, rate, site) => {
  if (site.endsWith('.attention')) {
    const columns = values.shape.at(-1) as number;
    const ofFirst = keptOf([batch, heads, columns], rate, site);
    const mask = values.shape.length === 3 ? ofFirst : ofFirst.expandDims(2);
    return values.mul(mask).div(1 - rate);
  }
  const perRow = values.size / (batch * hidden);
  const mask = keptOf([batch, 1, hidden], rate, site);
  const masked = values
    .reshape([batch, perRow, hidden])
    .mul(mask)
    .div(1 - rate);
  return masked.reshape(values.shape);
};

function keptOf(shape: number[], rate: number, site: string): tf.Tensor {
  return tf.randomUniform(shape, 0, 1, 'float32', site.length).greaterEqual(rate).toFloat();
}

describe.each(GOLDEN_MODELS)('%s', (model) => {
  test.each([
    ['without dropout', noDropout],
    ['with dropout', fixedDropout],
  ])('%s, the layer for the first token alone equals the whole layer, gradients too', async (_, dropout) => {
    const {config, tensors: plain} = await readClassifierWeights(goldenSource(model));
    const tensors = new Map([...plain, ...randomAdapters(config)]);
    const names = [...tensors.keys()].filter((name) => name.includes(`layer.${layer}.`));
    const parameters = names.map((name) => {
      const {shape, data} = tensors.get(name) as {shape: readonly number[]; data: Float32Array};
      return tf.tensor(data, [...shape]);
    });
    const hiddenStates = tf.randomNormal([batch, tokens, hidden], 0, 1, 'float32', 7);
    const upstream = tf.randomNormal([batch, hidden], 0, 1, 'float32', 8);
    const mask = tf.tensor2d(Array.from({length: batch}, (_, row) => padded(tokens - row)));

    const gradientsOf = (absorbed: boolean) =>
      tf.valueAndGrads((states, ...weights) => {
        const layered = layerWeights(
          config,
          layer,
          (name) => weights[names.indexOf(name)] as tf.Tensor,
          adapters,
        );
        const input = {hiddenStates: states as tf.Tensor, bias: maskBias(mask)};
        const output = absorbed
          ? firstTokenLayer(config, layered, input, {layer, dropout})
          : firstToken(encoderLayer(config, layered, input, {layer, dropout}));
        // The key's bias has no part in the absorbed layer; its gradient is 0 in both.
        const keyBias = layered.key.bias.sum().mul(0);
        return output.mul(upstream).sum().add(keyBias);
      })([hiddenStates, ...parameters]);

    const whole = gradientsOf(false);
    const absorbed = gradientsOf(true);
    expect(difference(absorbed.value, whole.value)).toBeLessThan(1e-5);
    for (const [i, gradient] of whole.grads.entries())
      expect(difference(absorbed.grads[i] as tf.Tensor, gradient), names[i - 1]).toBeLessThan(1e-5);
  });
});

/** Adapters of which both matrices have values. */
function randomAdapters(config: EncoderConfig): Map<string, Float32Tensor> {
  return new Map(
    adapterParameters(config, adapters).map(({name, shape}, seed) => {
      const data = tf.randomNormal(shape, 0, 0.3, 'float32', seed + 20).dataSync<'float32'>();
      return [name, {shape, data}];
    }),
  );
}

/** 1 for each of `length` tokens, then 0. */
function padded(length: number): number[] {
  return Array.from({length: tokens}, (_, i) => (i < length ? 1 : 0));
}

/** The largest difference as a share of the largest value of `expected`, or of 1 where that is larger. */
function difference(actual: tf.Tensor, expected: tf.Tensor): number {
  const scale = Math.max(1, expected.abs().max().dataSync()[0] as number);
  return (actual.sub(expected).abs().max().dataSync()[0] as number) / scale;
}
