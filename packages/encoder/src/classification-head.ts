import type {tf} from '@retune/backend';
import {activations} from './activations.js';
import {architectures} from './architectures.js';
import {dense} from './dense.js';
import type {Dropout} from './dropout.js';
import type {EncoderConfig} from './encoder-config.js';
import type {HeadWeights} from './weights.js';

/** Logits [batch, classes] of the first token's last hidden state [batch, hidden]. */
export function classificationHead(
  {modelType, classifierDropout}: EncoderConfig,
  weights: HeadWeights,
  hiddenState: tf.Tensor,
  dropout: Dropout,
): tf.Tensor {
  const {activation, dropoutBeforeDense} = architectures[modelType].head;
  const input = dropoutBeforeDense ? dropout(hiddenState, classifierDropout, 'head.input') : hiddenState;
  const pooled = activations[activation](dense(input, weights.dense)); // [batch, hidden]
  return dense(dropout(pooled, classifierDropout, 'head.pooled'), weights.output);
}
