import type {tf} from '@retune/backend';
import type {DenseWeights} from './weights.js';

/** x · weightᵀ + bias, for x [..., inputs]; gives [..., outputs]. */
export function dense(x: tf.Tensor, {weight, bias}: DenseWeights): tf.Tensor {
  const [outputs = 0, inputs = 0] = weight.shape;
  const rows = x.reshape([-1, inputs]); // [rows, inputs]
  const product = rows.matMul(weight, false, true).add(bias); // [rows, outputs]
  return x.shape.length === 2 ? product : product.reshape([...x.shape.slice(0, -1), outputs]);
}
