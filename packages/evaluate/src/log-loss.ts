import {predictedClass} from './predicted-class.js';

/**
 * Mean cross entropy in nats: the mean over rows of -log(probability of the true class). Computed from
 * logits, so that a probability too small for a float is not cut off.
 *
 * @param labels [rows] true classes
 * @param logits [rows][classes]
 */
export function logLoss(labels: ArrayLike<number>, logits: readonly ArrayLike<number>[]): number {
  const total = logits.reduce(
    (sum, row, i) => sum + logSumExp(row) - (row[labels[i] as number] as number),
    0,
  );
  return total / logits.length;
}

function logSumExp(logits: ArrayLike<number>): number {
  const highest = logits[predictedClass(logits)] as number;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp((logits[i] as number) - highest);
  return highest + Math.log(sum);
}
