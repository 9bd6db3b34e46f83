/** The class with the largest logit, the first of equals. `logits` [classes]. */
export function predictedClass(logits: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if ((logits[i] as number) > (logits[best] as number)) best = i;
  return best;
}
