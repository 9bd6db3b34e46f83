/** Rows by their score for one class, each a place among all rows. */
export interface Ranking {
  /** Rows of the class. */
  positives: Uint32Array;
  /** All other rows, by rising score. */
  negatives: Uint32Array;
  /** How many negatives score lower than each positive, and how many not higher. */
  below: Uint32Array;
  notAbove: Uint32Array;
}

/**
 * Ranks rows once, so that {@link countedAuc} only counts.
 *
 * @param labels [rows] true classes
 * @param scores [rows] of the class `label`
 */
export function rankingOf(labels: ArrayLike<number>, scores: Float64Array, label: number): Ranking {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const positives = order.filter((row) => labels[row] === label);
  const negatives = order.filter((row) => labels[row] !== label);
  const [below, notAbove] = [new Uint32Array(positives.length), new Uint32Array(positives.length)];
  let [lower, upTo] = [0, 0];
  positives.forEach((row, i) => {
    const score = scores[row] as number;
    while (lower < negatives.length && (scores[negatives[lower] as number] as number) < score) lower++;
    while (upTo < negatives.length && (scores[negatives[upTo] as number] as number) <= score) upTo++;
    below[i] = lower;
    notAbove[i] = upTo;
  });
  return {positives, negatives, below, notAbove};
}

/**
 * Area under the ROC curve of one class, see `rocAuc`, each row standing `counts[row]` times.
 *
 * @param cumulated scratch, [rows + 1] or more
 * @returns 0 to 1, or null where no row of the class is counted or no other
 */
export function countedAuc(
  {positives, negatives, below, notAbove}: Ranking,
  counts: Int32Array,
  cumulated: Float64Array,
): number | null {
  let others = 0;
  for (let i = 0; i < negatives.length; i++) {
    cumulated[i] = others;
    others += counts[negatives[i] as number] as number;
  }
  cumulated[negatives.length] = others;
  let [own, wins] = [0, 0];
  for (let i = 0; i < positives.length; i++) {
    const count = counts[positives[i] as number] as number;
    own += count;
    wins +=
      count * ((cumulated[below[i] as number] as number) + (cumulated[notAbove[i] as number] as number));
  }
  return own === 0 || others === 0 ? null : wins / (2 * own * others);
}
