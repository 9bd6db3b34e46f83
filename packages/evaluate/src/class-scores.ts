import {predictedCounts, supportOf} from './confusion-matrix.js';

/** How well one class is found; each score lies between 0 and 1. */
export interface ClassScores {
  /** Of the rows predicted as this class, the share that is of it. */
  precision: number;
  /** Of the rows of this class, the share that is predicted as it. */
  recall: number;
  /** Harmonic mean of the two. */
  f1: number;
}

/**
 * Precision, recall and F1 of each class. Where there is nothing to divide by (a class never predicted, or
 * without rows) the score counts as 0, as in scikit-learn with `zero_division=0`.
 *
 * @param matrix [true class][predicted class] counts
 */
export function classScores(matrix: readonly (readonly number[])[]): ClassScores[] {
  const support = supportOf(matrix);
  const predicted = predictedCounts(matrix);
  return matrix.map((counts, i) => {
    const hits = counts[i] as number;
    const [labelled, found] = [support[i] as number, predicted[i] as number];
    return {
      precision: ratio(hits, found),
      recall: ratio(hits, labelled),
      f1: ratio(2 * hits, labelled + found),
    };
  });
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
