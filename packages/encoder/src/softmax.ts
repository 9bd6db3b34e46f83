/**
 * Probabilities of one row in double precision: exp(logit) / sum of exp(logits), shifted by the largest
 * logit so that nothing overflows.
 *
 * @param logits [classes], finite
 * @returns [classes], adding up to 1
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logits);
  const highest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const exponentials = values.map((logit) => Math.exp(logit - highest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
