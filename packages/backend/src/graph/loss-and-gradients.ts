import {tf} from '../tensorflow.js';
import {GraphError} from './graph-error.js';

/** The key of a variable's gradient among a traced function's outputs. */
export function gradientName(variable: string): string {
  return `gradient/${variable}`;
}

/**
 * The loss, and its gradient for each trainable variable under {@link gradientName}.
 *
 * @throws GraphError `no-gradient`
 */
export function lossAndGradients(
  loss: () => tf.Scalar,
  variables: tf.NamedTensorMap,
  trainable: readonly string[],
): tf.NamedTensorMap {
  const parameters = trainable.map((name) => variables[name]!);
  const {value, grads} = tf.engine().gradients(loss, parameters, undefined, true);
  const missing = trainable.filter((_, index) => !grads[index]);
  if (missing.length > 0) throw new GraphError({kind: 'no-gradient', variables: missing});
  const gradients = trainable.map((name, index) => [gradientName(name), grads[index]!] as const);
  return {loss: value, ...Object.fromEntries(gradients)};
}
