/**
 * Counts of each true class (row) predicted as each class (column).
 *
 * @param labels [rows] true classes, 0 to `classes` - 1
 * @param predicted [rows] predicted classes, in the same order
 * @returns [classes][classes]
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  const matrix = Array.from({length: classes}, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < labels.length; row++) {
    const counts = matrix[labels[row] as number] as number[];
    counts[predicted[row] as number] = (counts[predicted[row] as number] as number) + 1;
  }
  return matrix;
}

/** Rows of each true class: the sums over the columns. */
export function supportOf(matrix: readonly (readonly number[])[]): number[] {
  return matrix.map((counts) => counts.reduce((sum, count) => sum + count, 0));
}

/** Rows predicted as each class: the sums over the rows. */
export function predictedCounts(matrix: readonly (readonly number[])[]): number[] {
  return matrix.map((_, column) => matrix.reduce((sum, counts) => sum + (counts[column] as number), 0));
}

/** Rows predicted right: the sum of the diagonal. */
export function correctCount(matrix: readonly (readonly number[])[]): number {
  return matrix.reduce((sum, counts, i) => sum + (counts[i] as number), 0);
}
