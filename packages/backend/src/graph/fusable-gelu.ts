import {tf} from '../tensorflow.js';

/**
 * GELU by the error function, x/2 (1 + erf(x / √2)) (Hendrycks and Gimpel, 2016), of any shape. Written in the
 * one order of operations that TensorFlow fuses with a matrix product and bias before it; same gradient.
 */
export function fusableGelu<T extends tf.Tensor>(x: T): T {
  return tf.tidy(() => {
    const cumulative = tf.erf(x.mul(Math.SQRT1_2)).add(1);
    return cumulative.mul(x.mul(0.5)) as T;
  });
}
