import type {RankedScores} from './ranked-scores.js';

/**
 * Area under the ROC curve of one class against the rest: the chance that a row of the class scores higher
 * than a row of another, ties counting half (the Mann-Whitney U statistic; the same value as scikit-learn's
 * `roc_auc_score`).
 *
 * @returns 0 to 1, or null where all rows are of the class or none is
 */
export function rocAuc({positives, negatives}: RankedScores): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let [below, notAbove, wins] = [0, 0, 0];
  for (const score of positives) {
    while (below < negatives.length && (negatives[below] as number) < score) below++;
    notAbove = Math.max(notAbove, below);
    while (notAbove < negatives.length && negatives[notAbove] === score) notAbove++;
    wins += (below + notAbove) / 2;
  }
  return wins / (positives.length * negatives.length);
}
