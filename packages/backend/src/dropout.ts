import {attribute, nativeBackend} from './native-backend.js';
import {tf} from './tensorflow.js';

/**
 * Two int32 numbers; the same pair gives the same mask on every run. A tensor [2] where the computation is
 * recorded as a graph, so that each step can feed its own.
 */
export type DropoutSeed = readonly [number, number] | tf.Tensor1D;

/**
 * Sets each element to 0 with probability `rate` (0 to below 1) and scales the rest by 1 / (1 - rate).
 * The gradient flows through the kept elements. Unlike `tf.dropout`, which draws in JavaScript, the native
 * library draws (Philox, counter-based).
 */
export function dropout<T extends tf.Tensor>(input: T, rate: number, seed: DropoutSeed): T {
  if (rate === 0) return input.clone();
  return tf.tidy(() => input.mul<T>(dropoutMask(input.shape, rate, seed)));
}

/** What {@link dropout} multiplies by: 0 with probability `rate`, else 1 / (1 - rate). */
export function dropoutMask(shape: readonly number[], rate: number, seed: DropoutSeed): tf.Tensor {
  if (!(rate >= 0 && rate < 1)) throw new Error(`A dropout rate must be from 0 to below 1, not ${rate}`);
  return tf.tidy(() => {
    const kept = randomUniform(shape, seed).greaterEqual(rate);
    return kept.cast('float32').mul(1 / (1 - rate));
  });
}

/** Numbers from 0 to below 1, set by `seed` and their place alone. */
export function randomUniform(shape: readonly number[], seed: DropoutSeed): tf.Tensor {
  const {TF_FLOAT, TF_INT32} = nativeBackend().binding;
  const attributes = [
    attribute.type('dtype', TF_FLOAT),
    attribute.type('T', TF_INT32),
    attribute.type('Tseed', TF_INT32),
  ];
  return tf.tidy(() => {
    const seedTensor = seed instanceof tf.Tensor ? seed : tf.tensor1d([...seed], 'int32');
    const inputs = [tf.tensor1d([...shape], 'int32'), seedTensor];
    return nativeBackend().executeSingleOutput('StatelessRandomUniform', attributes, inputs);
  });
}
