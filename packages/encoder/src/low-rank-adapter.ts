import {tf} from '@retune/backend';
import {dense} from './dense.js';
import type {Dropout} from './dropout.js';
import type {AdapterWeights, DenseWeights} from './weights.js';

/** Where an adapter draws its noise. */
export interface AdapterContext {
  dropout: Dropout;
  /** Such as `layer.0.query`. */
  site: string;
}

/**
 * A linear layer with what its low-rank adapter adds (Hu et al., LoRA, 2021):
 * x · weightᵀ + bias + scale · dropout(x) · downᵀ · upᵀ, for x [rows, inputs]; gives [rows, outputs].
 */
export function adaptedDense(
  x: tf.Tensor,
  weights: DenseWeights,
  {dropout, site}: AdapterContext,
): tf.Tensor {
  const {adapter} = weights;
  const output = dense(x, weights);
  if (adapter === undefined) return output;
  const low = dropout(x, adapter.dropout, `${site}.adapter`).matMul(adapter.down, false, true); // [rows, rank]
  return output.add(low.mul(adapter.scale).matMul(adapter.up, false, true));
}

/**
 * What the value's adapter adds to each head's context where the attention has been applied to its input already:
 * attended [heads, batch, hidden] gives [heads, batch, headSize].
 */
export function adaptedContext(attended: tf.Tensor, {down, up, scale}: AdapterWeights): tf.Tensor {
  const [heads = 0, batch = 0, hidden = 0] = attended.shape;
  const rank = down.shape[0] as number;
  const low = attended
    .reshape([heads * batch, hidden])
    .matMul(down, false, true)
    .mul(scale)
    .reshape([heads, batch, rank]);
  return tf.matMul(low, up.reshape([heads, hidden / heads, rank]), false, true);
}
