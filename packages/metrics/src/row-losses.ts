import type {LogitRows} from './logit-rows.js';

/**
 * Cross entropy of each row in nats, -log(probability of the true class): [rows]. Computed from logits, so
 * that a probability too small for a float is not cut off. Their mean is the log loss.
 *
 * @param labels [rows] true classes
 */
export function rowLosses(labels: ArrayLike<number>, {classes, values}: LogitRows): Float64Array {
  const losses = new Float64Array(labels.length);
  for (let row = 0; row < losses.length; row++) {
    const start = row * classes;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) highest = Math.max(highest, values[i] as number);
    let sum = 0;
    for (let i = start; i < start + classes; i++) sum += Math.exp((values[i] as number) - highest);
    losses[row] = highest + Math.log(sum) - (values[start + (labels[row] as number)] as number);
  }
  return losses;
}
