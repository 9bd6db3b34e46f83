import {tf} from '@retune/backend';
import type {ActivationName} from './encoder-config.js';

/** Activation functions, value by value. */
export const activations: Record<ActivationName, (x: tf.Tensor) => tf.Tensor> = {
  gelu,
  gelu_new: tanhGelu,
  gelu_pytorch_tanh: tanhGelu,
  relu: (x) => tf.relu(x),
  tanh: (x) => tf.tanh(x),
};

/**
 * x times the normal distribution's probability of a value below x (Hendrycks and Gimpel, 2016). In a graph
 * TensorFlow fuses it with the product before it, but only when it is written in this order.
 */
function gelu(x: tf.Tensor): tf.Tensor {
  return x.mul(Math.SQRT1_2).erf().add(1).mul(x.mul(0.5));
}

/** The same by the approximation of GPT-2. */
function tanhGelu(x: tf.Tensor): tf.Tensor {
  const inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return inner.tanh().add(1).mul(x.mul(0.5));
}
