import type {tf} from '@retune/backend';
import type {Adapters} from './adapters.js';
import {firstToken} from './attention.js';
import {maskBias} from './attention-mask.js';
import {classificationHead} from './classification-head.js';
import {dense} from './dense.js';
import {type Dropout, noDropout} from './dropout.js';
import {embed, wordEmbeddings} from './embeddings.js';
import type {EncoderConfig} from './encoder-config.js';
import {encoderLayer, firstTokenLayer} from './encoder-layer.js';
import type {FrozenLayers} from './parameters.js';
import {embeddingWeights, headWeights, layerWeights, type TensorOf} from './weights.js';

/** Rows of token ids, padded at the end. */
export interface TokenInput {
  /** int32 [batch, tokens] */
  inputIds: tf.Tensor;
  /** int32 [tokens], see `positionIds`. */
  positionIds: tf.Tensor;
  /** [batch, tokens], 1 for a token and 0 for padding. */
  attentionMask: tf.Tensor;
}

/** Hidden states that the first layers gave, padded at the end. */
export interface HiddenInput {
  /** [batch, tokens, hidden] */
  hiddenStates: tf.Tensor;
  /** [batch, tokens], 1 for a token and 0 for padding. */
  attentionMask: tf.Tensor;
}

/** Word embeddings of tokens, before positions are added and the sum is normalized. */
export interface WordInput {
  /** [batch, tokens, hidden] */
  words: tf.Tensor;
  /** int32 [tokens], see `positionIds`. */
  positionIds: tf.Tensor;
  /** [batch, tokens], 1 for a token and 0 for padding. */
  attentionMask: tf.Tensor;
}

/** How a part of the network is run. */
export interface ForwardOptions {
  /** Layers that are frozen have no dropout; by default none is. */
  frozenLayers?: FrozenLayers;
  /** Only while training. */
  dropout?: Dropout;
  /** On top of the weights; by default there are none. */
  adapters?: Adapters;
}

/** Hidden states [batch, tokens, hidden] after the embeddings and the first `layers` layers. */
export function hiddenStatesAfter(
  config: EncoderConfig,
  tensorOf: TensorOf,
  input: TokenInput,
  {layers, ...options}: ForwardOptions & {layers: number},
): tf.Tensor {
  const words = wordEmbeddings(embeddingWeights(config, tensorOf), input.inputIds); // [batch, tokens, hidden]
  return statesFromWords(config, tensorOf, {...input, words}, {layers, ...options});
}

/**
 * Logits [batch, classes] of word embeddings, for gradients with respect to them, and what the head's activation is
 * given [batch, hidden].
 */
export function headFromWords(
  config: EncoderConfig,
  tensorOf: TensorOf,
  input: WordInput,
): {logits: tf.Tensor; preactivations: tf.Tensor} {
  const layers = config.layers - 1;
  const hiddenStates = statesFromWords(config, tensorOf, input, {layers});
  const first = firstTokenState(config, tensorOf, {...input, hiddenStates}, {layers});
  const weights = headWeights(config, tensorOf);
  return {
    logits: classificationHead(config, weights, first, noDropout),
    preactivations: dense(first, weights.dense),
  };
}

function statesFromWords(
  config: EncoderConfig,
  tensorOf: TensorOf,
  {words, positionIds, attentionMask}: WordInput,
  {layers, ...options}: ForwardOptions & {layers: number},
): tf.Tensor {
  const bias = maskBias(attentionMask); // [batch, 1, tokens]
  const weights = embeddingWeights(config, tensorOf);
  const embedded = embed(config, weights, {words, positionIds}, dropoutOf(-1, options));
  return throughLayers(config, tensorOf, {hiddenStates: embedded, bias}, {from: 0, to: layers, ...options});
}

/** Logits [batch, classes] from hidden states after the embeddings and the first `layers` layers. */
export function logitsFromHiddenStates(
  config: EncoderConfig,
  tensorOf: TensorOf,
  input: HiddenInput,
  options: ForwardOptions & {layers: number},
): tf.Tensor {
  const first = firstTokenState(config, tensorOf, input, options);
  return classificationHead(config, headWeights(config, tensorOf), first, options.dropout ?? noDropout);
}

/** The last hidden state [batch, hidden] of each row's first token, from those after the first `layers` layers. */
function firstTokenState(
  config: EncoderConfig,
  tensorOf: TensorOf,
  {hiddenStates, attentionMask}: HiddenInput,
  {layers, ...options}: ForwardOptions & {layers: number},
): tf.Tensor {
  const last = config.layers - 1;
  const bias = maskBias(attentionMask); // [batch, 1, tokens]
  const states = throughLayers(config, tensorOf, {hiddenStates, bias}, {from: layers, to: last, ...options});
  if (layers > last) return firstToken(states);
  return firstTokenLayer(
    config,
    layerWeights(config, last, tensorOf, options.adapters),
    {hiddenStates: states, bias},
    {layer: last, dropout: dropoutOf(last, options)},
  );
}

/** Logits [batch, classes] of token ids. */
export function logitsFromTokens(
  config: EncoderConfig,
  tensorOf: TensorOf,
  input: TokenInput,
  options: ForwardOptions = {},
): tf.Tensor {
  const layers = config.layers - 1;
  const hiddenStates = hiddenStatesAfter(config, tensorOf, input, {layers, ...options});
  return logitsFromHiddenStates(config, tensorOf, {...input, hiddenStates}, {layers, ...options});
}

function throughLayers(
  config: EncoderConfig,
  tensorOf: TensorOf,
  {hiddenStates, bias}: {hiddenStates: tf.Tensor; bias: tf.Tensor},
  {from, to, ...options}: ForwardOptions & {from: number; to: number},
): tf.Tensor {
  let states = hiddenStates;
  for (let layer = from; layer < to; layer++) {
    const weights = layerWeights(config, layer, tensorOf, options.adapters);
    states = encoderLayer(
      config,
      weights,
      {hiddenStates: states, bias},
      {layer, dropout: dropoutOf(layer, options)},
    );
  }
  return states;
}

/** The dropout of a layer, -1 being the embeddings: none where it is frozen. */
function dropoutOf(layer: number, {frozenLayers = 'none', dropout = noDropout}: ForwardOptions): Dropout {
  return frozenLayers === 'none' || layer >= frozenLayers ? dropout : noDropout;
}
