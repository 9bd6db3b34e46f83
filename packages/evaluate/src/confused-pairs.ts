import type {EvaluationDetails} from '@retune/artifacts';

/**
 * Pairs of a label and another class that rows of it were taken for, most rows first.
 *
 * @param matrix [true class][predicted class] counts
 */
export function confusedPairs(matrix: readonly (readonly number[])[]): EvaluationDetails['confusedPairs'] {
  return matrix
    .flatMap((counts, label) => {
      const support = counts.reduce((sum, count) => sum + count, 0);
      return counts.map((rows, predicted) => ({label, predicted, rows, shareOfLabel: rows / support}));
    })
    .filter(({label, predicted, rows}) => label !== predicted && rows > 0)
    .sort((a, b) => b.rows - a.rows || a.label - b.label || a.predicted - b.predicted);
}
