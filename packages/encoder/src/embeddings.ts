import {tf} from '@retune/backend';
import type {Dropout} from './dropout.js';
import type {EncoderConfig} from './encoder-config.js';
import {layerNorm} from './layer-norm.js';
import type {EmbeddingWeights} from './weights.js';

/** Word embeddings [batch, tokens, hidden] of inputIds, int32 [batch, tokens]. */
export function wordEmbeddings(weights: Pick<EmbeddingWeights, 'words'>, inputIds: tf.Tensor): tf.Tensor {
  return tf.gather(weights.words, inputIds.toInt());
}

/**
 * The sum of word, position and token-type embeddings, normalized: [batch, tokens, hidden]. words are
 * [batch, tokens, hidden]; positionIds int32 [tokens]: all rows start at the first position, padded at the end.
 */
export function embed(
  config: EncoderConfig,
  weights: Omit<EmbeddingWeights, 'words'>,
  {words, positionIds}: {words: tf.Tensor; positionIds: tf.Tensor},
  dropout: Dropout,
): tf.Tensor {
  const positions = tf.gather(weights.positions, positionIds.toInt()); // [tokens, hidden]
  const sum = words.add(positions);
  const typed = weights.tokenTypes ? sum.add(weights.tokenTypes.slice([0, 0], [1, config.hiddenSize])) : sum;
  const normed = layerNorm(typed, weights.norm, config.layerNormEpsilon);
  return dropout(normed, config.hiddenDropout, 'embeddings');
}
