import {correctCount, predictedCounts, supportOf} from './confusion-matrix.js';

/**
 * Matthews correlation of true and predicted classes, for any number of classes (Gorodkin 2004, "Comparing
 * two K-category assignments by a K-category correlation coefficient").
 *
 * @param matrix [true class][predicted class] counts
 * @returns -1 to 1, or null where all rows have one label or are predicted as one class
 */
export function matthewsCorrelation(matrix: readonly (readonly number[])[]): number | null {
  const support = supportOf(matrix);
  const predicted = predictedCounts(matrix);
  const rows = support.reduce((sum, count) => sum + count, 0);
  const covariance = correctCount(matrix) * rows - dot(support, predicted);
  const spread = (rows ** 2 - dot(support, support)) * (rows ** 2 - dot(predicted, predicted));
  return spread === 0 ? null : covariance / Math.sqrt(spread);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}
