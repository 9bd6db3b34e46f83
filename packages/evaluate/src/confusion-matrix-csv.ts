import {csvText} from '@retune/stage';

/**
 * A confusion matrix as CSV: true labels by row, predicted by column.
 *
 * @param matrix [true class][predicted class] counts
 * @param labels by id
 */
export function confusionMatrixCsv(
  matrix: readonly (readonly number[])[],
  labels: readonly string[],
): string {
  return csvText([
    ['true \\ predicted', ...labels],
    ...matrix.map((counts, i) => [labels[i] as string, ...counts]),
  ]);
}
