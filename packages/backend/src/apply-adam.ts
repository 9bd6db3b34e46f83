import {attribute, nativeBackend} from './native-backend.js';
import type {ResourceVariable} from './resource-variable.js';
import {tf} from './tensorflow.js';

/** A parameter with the running means of its gradients and of their squares, all of one shape. */
export interface AdamVariables {
  readonly parameter: ResourceVariable;
  readonly mean: ResourceVariable;
  readonly squaresMean: ResourceVariable;
}

export interface AdamRates {
  /** With the bias correction already in it. */
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Updates the means m and v, then the parameter by -learningRate * m / (sqrt(v) + epsilon), in place:
 * TensorFlow's ResourceApplyAdam without its bias correction.
 */
export function applyAdam(
  {parameter, mean, squaresMean}: AdamVariables,
  gradient: tf.Tensor,
  {learningRate, beta1, beta2, epsilon}: AdamRates,
): void {
  const attributes = [
    attribute.type('T', nativeBackend().binding.TF_FLOAT),
    attribute.bool('use_locking', false),
    attribute.bool('use_nesterov', false),
  ];
  tf.tidy(() => {
    // The powers of the betas, 0: no further correction.
    const scalars = [0, 0, learningRate, beta1, beta2, epsilon].map((value) => tf.scalar(value, 'float32'));
    parameter.execute('ResourceApplyAdam', attributes, [...scalars, gradient], [mean, squaresMean]);
  });
}
