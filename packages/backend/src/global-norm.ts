import {attribute, nativeBackend} from './native-backend.js';
import {tf} from './tensorflow.js';

/** The root of the sum of the squares of all elements of all tensors. */
export function globalNorm(tensors: readonly tf.Tensor[]): tf.Scalar {
  return tf.tidy(() => tf.addN<tf.Scalar>(tensors.map(halfSquaresSum)).mul<tf.Scalar>(2).sqrt());
}

/** Half the sum of the squares, in one pass (TensorFlow's L2Loss). No gradient is defined. */
export function halfSquaresSum(tensor: tf.Tensor): tf.Scalar {
  const attributes = [attribute.type('T', nativeBackend().binding.TF_FLOAT)];
  return nativeBackend().executeSingleOutput('L2Loss', attributes, [tensor]) as tf.Scalar;
}
