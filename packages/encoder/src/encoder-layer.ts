import type {tf} from '@retune/backend';
import {activations} from './activations.js';
import {architectures} from './architectures.js';
import {firstToken, firstTokenAttention, type LayerContext, selfAttention, tokenRows} from './attention.js';
import {dense} from './dense.js';
import type {EncoderConfig} from './encoder-config.js';
import {layerNorm} from './layer-norm.js';
import type {LayerWeights} from './weights.js';

interface LayerInput {
  /** [batch, tokens, hidden] */
  hiddenStates: tf.Tensor;
  /** [batch, 1, tokens], see `maskBias`. */
  bias: tf.Tensor;
}

/** One layer for every token: [batch, tokens, hidden]. */
export function encoderLayer(
  config: EncoderConfig,
  weights: LayerWeights,
  input: LayerInput,
  context: LayerContext,
): tf.Tensor {
  const attended = selfAttention(config, weights, input, context); // [batch * tokens, hidden]
  const output = afterAttention(config, weights, {input: tokenRows(input.hiddenStates), attended}, context);
  return output.reshape(input.hiddenStates.shape);
}

/** One layer for the first token alone, which the classifier reads: [batch, hidden]. */
export function firstTokenLayer(
  config: EncoderConfig,
  weights: LayerWeights,
  input: LayerInput,
  context: LayerContext,
): tf.Tensor {
  const attended = firstTokenAttention(config, weights, input, context); // [batch, hidden]
  return afterAttention(config, weights, {input: firstToken(input.hiddenStates), attended}, context);
}

/** Output projection, feed-forward part and both norms, each added to what went in: [rows, hidden]. */
function afterAttention(
  config: EncoderConfig,
  weights: LayerWeights,
  {input, attended}: {input: tf.Tensor; attended: tf.Tensor},
  {layer, dropout}: LayerContext,
): tf.Tensor {
  const {hiddenDropout, layerNormEpsilon} = config;
  const {dropoutAfterAttention} = architectures[config.modelType];
  const projected = dense(attended, weights.attentionOutput); // [rows, hidden]
  const kept = dropoutAfterAttention
    ? dropout(projected, hiddenDropout, `layer.${layer}.attentionOutput`)
    : projected;
  const normed = layerNorm(kept.add(input), weights.attentionNorm, layerNormEpsilon);
  const intermediate = activations[config.activation](dense(normed, weights.intermediate)); // [rows, intermediate]
  const output = dropout(dense(intermediate, weights.output), hiddenDropout, `layer.${layer}.output`);
  return layerNorm(output.add(normed), weights.outputNorm, layerNormEpsilon);
}
