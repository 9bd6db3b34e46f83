/**
 * Area under the ROC curve of one class against the rest: the chance that a row of the class scores higher
 * than a row of another, ties counting half. Computed from ranks, equal scores sharing their mean rank (the
 * Mann-Whitney U statistic; the same value as scikit-learn's `roc_auc_score`).
 *
 * @param positive [rows] whether the row is of the class
 * @param scores [rows] the row's score for the class
 * @returns 0 to 1, or null where all rows are of the class or none is
 */
export function rocAuc(positive: readonly boolean[], scores: ArrayLike<number>): number | null {
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const order = Uint32Array.from(positive.keys()).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  );
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    const end = endOfTie(order, scores, start);
    const meanRank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) if (positive[order[i] as number]) rankSum += meanRank;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** First place after `start` in `order` whose score is another one. */
function endOfTie(order: Uint32Array, scores: ArrayLike<number>, start: number): number {
  const score = scores[order[start] as number];
  let end = start + 1;
  while (end < order.length && scores[order[end] as number] === score) end++;
  return end;
}
