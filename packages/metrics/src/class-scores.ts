import {predictedCounts, supportOf} from './confusion-matrix.js';

/** How well one class is found; each score lies between 0 and 1, or is null where there is nothing to divide by. */
export interface ClassScores {
  /** Of the rows predicted as this class, the share that is of it; null where none is predicted. */
  precision: number | null;
  /** Of the rows of this class, the share that is predicted as it; null where it has none. */
  recall: number | null;
  /** Harmonic mean of the two, 2 hits / (labelled + predicted); null where both are 0. */
  f1: number | null;
}

/**
 * Precision, recall and F1 of each class.
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
      precision: share(hits, found),
      recall: share(hits, labelled),
      f1: share(2 * hits, labelled + found),
    };
  });
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
