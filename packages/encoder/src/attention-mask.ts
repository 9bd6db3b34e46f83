import type {tf} from '@retune/backend';

/**
 * What is added to attention scores: 0 where attentionMask [batch, tokens] is 1, and -1e9 where it is 0,
 * after which the softmax gives exactly 0. Gives [batch, 1, tokens].
 */
export function maskBias(attentionMask: tf.Tensor): tf.Tensor {
  const [batch = 0, tokens = 0] = attentionMask.shape;
  return attentionMask.sub(1).mul(1e9).reshape([batch, 1, tokens]);
}
