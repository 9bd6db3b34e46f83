import type {tf} from '@retune/backend';
import type {NormWeights} from './weights.js';

/** Layer normalization (Ba et al., 2016) over the last axis of x [..., hidden]. */
export function layerNorm(x: tf.Tensor, {weight, bias}: NormWeights, epsilon: number): tf.Tensor {
  const centered = x.sub(x.mean(-1, true)); // [..., hidden]
  const variance = centered.square().mean(-1, true); // [..., 1]
  return centered.mul(variance.add(epsilon).rsqrt()).mul(weight).add(bias);
}
