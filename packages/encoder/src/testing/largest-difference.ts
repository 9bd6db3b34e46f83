/** The largest absolute difference of two lists of rows; NaN where a value is, or where lengths differ. */
export function largestDifference(
  rows: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
): number {
  if (rows.length !== expected.length) return Number.NaN;
  return rows.reduce((largest, row, i) => {
    const other = expected[i] as ArrayLike<number>;
    if (row.length !== other.length) return Number.NaN;
    return Math.max(largest, ...Array.from(row, (value, k) => Math.abs(value - (other[k] as number))));
  }, 0);
}
