import {tf} from '@retune/backend';
import {dense} from './dense.js';
import type {Dropout} from './dropout.js';
import type {EncoderConfig} from './encoder-config.js';
import {adaptedContext, adaptedDense} from './low-rank-adapter.js';
import type {AdapterWeights, LayerWeights} from './weights.js';

export interface LayerContext {
  /** Place of the layer, counted from 0: names its dropout. */
  layer: number;
  dropout: Dropout;
}

/**
 * Multi-head self-attention (Vaswani et al., 2017) of every token to every token, heads joined, before the
 * output projection. hiddenStates [batch, tokens, hidden], bias [batch, 1, tokens]; gives
 * [batch * tokens, hidden].
 */
export function selfAttention(
  config: EncoderConfig,
  weights: LayerWeights,
  {hiddenStates, bias}: {hiddenStates: tf.Tensor; bias: tf.Tensor},
  {layer, dropout}: LayerContext,
): tf.Tensor {
  const {heads, hiddenSize} = config;
  const headSize = hiddenSize / heads;
  const [batch = 0, tokens = 0] = hiddenStates.shape;
  const rows = tokenRows(hiddenStates); // [batch * tokens, hidden]
  const split = (x: tf.Tensor) => x.reshape([batch, tokens, heads, headSize]).transpose([0, 2, 1, 3]);
  const query = split(adaptedDense(rows, weights.query, {dropout, site: `layer.${layer}.query`})); // [batch, heads, tokens, headSize]
  const key = split(dense(rows, weights.key)); // [batch, heads, tokens, headSize]
  const value = split(adaptedDense(rows, weights.value, {dropout, site: `layer.${layer}.value`})); // [batch, heads, tokens, headSize]
  const scores = query.mul(1 / Math.sqrt(headSize)).matMul(key, false, true); // [batch, heads, tokens, tokens]
  const attention = dropout(
    tf.softmax(scores.add(bias.reshape([batch, 1, 1, tokens]))),
    config.attentionDropout,
    `layer.${layer}.attention`,
  );
  return attention
    .matMul(value)
    .transpose([0, 2, 1, 3])
    .reshape([batch * tokens, hiddenSize]);
}

/**
 * The same for the first token's query alone, with keys and values absorbed: instead of projecting every
 * token, the query goes through the key's weight (its bias shifts a row's scores alike, so the softmax drops
 * it) and the attended sum of hidden states through the value's. Equal up to rounding, at a cost that does
 * not grow with tokens · hidden². Gives [batch, hidden].
 */
export function firstTokenAttention(
  config: EncoderConfig,
  weights: LayerWeights,
  {hiddenStates, bias}: {hiddenStates: tf.Tensor; bias: tf.Tensor},
  {layer, dropout}: LayerContext,
): tf.Tensor {
  const {heads, hiddenSize} = config;
  const headSize = hiddenSize / heads;
  const [batch = 0] = hiddenStates.shape;
  const query = adaptedDense(firstToken(hiddenStates), weights.query, {dropout, site: `layer.${layer}.query`})
    .mul(1 / Math.sqrt(headSize))
    .reshape([batch, heads, headSize])
    .transpose([1, 0, 2]); // [heads, batch, headSize]
  const keyWeight = weights.key.weight.reshape([heads, headSize, hiddenSize]);
  const absorbed = query.matMul(keyWeight).transpose([1, 0, 2]); // [batch, heads, hidden]
  const scores = absorbed.matMul(hiddenStates, false, true); // [batch, heads, tokens]
  const attention = dropout(
    tf.softmax(scores.add(bias)),
    config.attentionDropout,
    `layer.${layer}.attention`,
  );
  const attended = attention.matMul(hiddenStates).transpose([1, 0, 2]); // [heads, batch, hidden]
  const valueWeight = weights.value.weight.reshape([heads, headSize, hiddenSize]);
  // Without dropout the attention of a row sums to 1, with it not.
  const share = attention.sum(2, true).transpose([1, 0, 2]); // [heads, batch, 1]
  const context = attended
    .matMul(valueWeight, false, true)
    .add(share.mul(weights.value.bias.reshape([heads, 1, headSize]))); // [heads, batch, headSize]
  const {adapter} = weights.value;
  return (adapter ? context.add(adaptedContext(attendedBy(adapter), adapter)) : context)
    .transpose([1, 0, 2])
    .reshape([batch, hiddenSize]);

  function attendedBy({dropout: rate}: AdapterWeights): tf.Tensor {
    if (rate === 0) return attended;
    const noisy = dropout(hiddenStates, rate, `layer.${layer}.value.adapter`);
    return attention.matMul(noisy).transpose([1, 0, 2]); // [heads, batch, hidden]
  }
}

/** The first token's values of x [batch, tokens, hidden]: [batch, hidden]. */
export function firstToken(x: tf.Tensor): tf.Tensor {
  const [batch = 0, , hidden = 0] = x.shape;
  return x.slice([0, 0, 0], [batch, 1, hidden]).reshape([batch, hidden]);
}

/** x [batch, tokens, hidden] as a matrix of one token a row: [batch * tokens, hidden]. */
export function tokenRows(x: tf.Tensor): tf.Tensor {
  const [batch = 0, tokens = 0, hidden = 0] = x.shape;
  return x.reshape([batch * tokens, hidden]);
}
