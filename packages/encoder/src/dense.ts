import type {tf} from '@retune/backend';
import type {DenseWeights} from './weights.js';

/** x · weightᵀ + bias, for x [rows, inputs]; gives [rows, outputs]. */
export function dense(x: tf.Tensor, {weight, bias}: DenseWeights): tf.Tensor {
  return x.matMul<tf.Tensor2D>(weight, false, true).add(bias);
}
