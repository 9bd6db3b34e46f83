import {tf} from '../tensorflow.js';

/**
 * The seed of `dropout` in a traced function: a fed int32 scalar that differs from step to step, and the
 * number of the place in the model. Both together determine the mask, eagerly and in a graph alike.
 */
export function dropoutSeed(step: tf.Tensor, site: number): tf.Tensor1D {
  return tf.tidy(() => tf.stack([step, tf.scalar(site, 'int32')]) as tf.Tensor1D);
}
