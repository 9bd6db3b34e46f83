import {dropout} from '../dropout.js';
import {tf} from '../tensorflow.js';
import type {FeedSpec} from './function-spec.js';

/** A one-layer encoder with a classifier, in plain tfjs, for the tests of this folder. */
export const sizes = {vocabulary: 50, positions: 32, hidden: 16, heads: 2, intermediate: 32, classes: 3};

export const logitsFeeds = {
  inputIds: {dtype: 'int32', shape: ['batch', 'tokens']},
  attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
} as const satisfies Record<string, FeedSpec>;

export const lossFeeds = {
  ...logitsFeeds,
  labels: {dtype: 'int32', shape: ['batch']},
  step: {dtype: 'int32', shape: []},
} as const satisfies Record<string, FeedSpec>;

/** Random weights, the same on each call. */
export function tinyWeights(): tf.NamedTensorMap {
  const {vocabulary, positions, hidden, intermediate, classes} = sizes;
  const shapes: Record<string, number[]> = {
    words: [vocabulary, hidden],
    positions: [positions, hidden],
    'embeddings/norm/scale': [hidden],
    'embeddings/norm/bias': [hidden],
    'output/norm/scale': [hidden],
    'output/norm/bias': [hidden],
  };
  const dense = {
    query: [hidden, hidden],
    key: [hidden, hidden],
    value: [hidden, hidden],
    up: [hidden, intermediate],
    down: [intermediate, hidden],
    classifier: [hidden, classes],
  };
  for (const [name, shape] of Object.entries(dense)) {
    shapes[`${name}/kernel`] = shape;
    shapes[`${name}/bias`] = [shape[1]!];
  }
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], seed) => {
      const noise = tf.randomNormal(shape, name.endsWith('scale') ? 1 : 0, 0.2, 'float32', seed + 1);
      return [name, noise];
    }),
  );
}

/** Logits [batch, classes]; without a dropout rate the computation has no noise. */
export function tinyLogits(feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap, rate = 0): tf.Tensor2D {
  const {hidden, heads} = sizes;
  const inputIds = feeds.inputIds as tf.Tensor2D; // [batch, tokens]
  const [batch, tokens] = inputIds.shape;
  const noisy = <T extends tf.Tensor>(x: T, site: number): T =>
    rate === 0 ? x : dropout(x, rate, tf.stack([feeds.step!, tf.scalar(site, 'int32')]) as tf.Tensor1D);
  const dense = (x: tf.Tensor, name: string) =>
    x.matMul(weights[`${name}/kernel`]!).add(weights[`${name}/bias`]!) as tf.Tensor2D;

  const words = tf.gather(weights.words!, inputIds); // [batch, tokens, hidden]
  const places = tf.slice(weights.positions!, [0, 0], [tokens, hidden]); // [tokens, hidden]
  const embedded = noisy(layerNorm(words.add(places), 'embeddings/norm', weights), 0);
  const flat = embedded.reshape([batch * tokens, hidden]);
  const split = (x: tf.Tensor) => x.reshape([batch, tokens, heads, hidden / heads]).transpose([0, 2, 1, 3]); // [batch, heads, tokens, headSize]
  const [query, key, value] = ['query', 'key', 'value'].map((name) => split(dense(flat, name)));

  const hides = tf.scalar(1).sub(feeds.attentionMask!).mul(-1e9).reshape([batch, 1, 1, tokens]);
  const scores = tf
    .matMul(query!, key!, false, true)
    .div(Math.sqrt(hidden / heads))
    .add(hides);
  const attention = noisy(tf.softmax(scores), 1); // [batch, heads, tokens, tokens]
  const context = tf
    .matMul(attention, value!)
    .transpose([0, 2, 1, 3])
    .reshape([batch * tokens, hidden]);
  const attended = context.add(flat);
  const forward = noisy(dense(gelu(dense(attended, 'up')), 'down'), 2);
  const output = layerNorm(forward.add(attended), 'output/norm', weights).reshape([batch, tokens, hidden]);
  const first = tf.slice(output, [0, 0, 0], [batch, 1, hidden]).reshape([batch, hidden]);
  return dense(first, 'classifier');
}

/** Cross entropy with label smoothing, the mean over the batch. */
export function tinyLoss(feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap, rate = 0): tf.Scalar {
  const logits = tinyLogits(feeds, weights, rate); // [batch, classes]
  const oneHot = tf.oneHot(feeds.labels as tf.Tensor1D, sizes.classes).cast('float32');
  const targets = oneHot.mul(0.9).add(0.1 / sizes.classes);
  const perRow = tf.logSoftmax(logits).mul(targets).sum(1).neg(); // [batch]
  return perRow.mean();
}

/** Feeds of the tiny classifier, the same for the same numbers. */
export function tinyBatch(batch: number, tokens: number, seed: number): tf.NamedTensorMap {
  const number = (index: number) => Math.abs(Math.imul(index + 1, 2654435761) + seed * 40503) % 9973;
  const ids = Int32Array.from({length: batch * tokens}, (_, i) => number(i) % sizes.vocabulary);
  const mask = Float32Array.from({length: batch * tokens}, (_, i) =>
    i % tokens > tokens - 1 - (number(i) % 3) ? 0 : 1,
  );
  const labels = Int32Array.from({length: batch}, (_, i) => number(i + 7) % sizes.classes);
  return {
    inputIds: tf.tensor2d(ids, [batch, tokens], 'int32'),
    attentionMask: tf.tensor2d(mask, [batch, tokens]),
    labels: tf.tensor1d(labels, 'int32'),
    step: tf.scalar(seed, 'int32'),
  };
}

/** In the order of operations that TensorFlow fuses. */
export function gelu(x: tf.Tensor): tf.Tensor {
  return tf.erf(x.mul(Math.SQRT1_2)).add(1).mul(x.mul(0.5));
}

function layerNorm(x: tf.Tensor, name: string, weights: tf.NamedTensorMap): tf.Tensor {
  const mean = x.mean(-1, true);
  const centred = x.sub(mean);
  const variance = centred.square().mean(-1, true);
  const normal = centred.mul(variance.add(1e-5).rsqrt());
  return normal.mul(weights[`${name}/scale`]!).add(weights[`${name}/bias`]!);
}
