import {correctCount, predictedCounts, supportOf} from './confusion-matrix.js';

/**
 * Cohen's kappa of true and predicted classes: agreement beyond that of chance (Cohen 1960, "A coefficient of
 * agreement for nominal scales").
 *
 * @param matrix [true class][predicted class] counts
 * @returns -1 to 1, or null where all rows have one label and are predicted as it
 */
export function cohenKappa(matrix: readonly (readonly number[])[]): number | null {
  const support = supportOf(matrix);
  const predicted = predictedCounts(matrix);
  const rows = support.reduce((sum, count) => sum + count, 0);
  const byChance = support.reduce((sum, count, i) => sum + count * (predicted[i] as number), 0) / rows;
  return byChance === rows ? null : (correctCount(matrix) - byChance) / (rows - byChance);
}
