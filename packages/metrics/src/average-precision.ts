import type {RankedScores} from './ranked-scores.js';

/**
 * Average precision of one class against the rest: over thresholds from the highest score down, the precision
 * there times the recall won there, equal scores being one threshold (scikit-learn's `average_precision_score`).
 *
 * @returns 0 to 1, or null where no row is of the class
 */
export function averagePrecision({positives, negatives}: RankedScores): number | null {
  if (positives.length === 0) return null;
  let [hit, missed] = [positives.length - 1, negatives.length - 1];
  let sum = 0;
  while (hit >= 0) {
    const threshold = positives[hit] as number;
    const before = hit;
    while (hit >= 0 && positives[hit] === threshold) hit--;
    while (missed >= 0 && (negatives[missed] as number) >= threshold) missed--;
    const found = positives.length - 1 - hit;
    sum += ((before - hit) * found) / (found + negatives.length - 1 - missed);
  }
  return sum / positives.length;
}
