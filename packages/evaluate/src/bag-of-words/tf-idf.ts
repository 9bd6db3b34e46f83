import {countRows, type SparseRows} from './sparse-rows.js';

/** Turns rows of ids to weighted counts: [rows, distinct ids of the rows it was made from]. */
export type Vectorizer = (rows: readonly Iterable<number>[]) => SparseRows;

/**
 * Term frequency times inverse document frequency, ln((1 + rows) / (1 + rows with the id)) + 1, each row scaled
 * to length 1: what scikit-learn's `TfidfVectorizer` does by default.
 *
 * @param rows whose ids are known afterwards; others are left out
 */
export function tfIdf(rows: readonly Iterable<number>[]): Vectorizer {
  const columnOf = new Map<number, number>();
  for (const ids of rows) for (const id of ids) if (!columnOf.has(id)) columnOf.set(id, columnOf.size);
  const rowsWith = new Int32Array(columnOf.size);
  for (const column of countRows(rows, columnOf).columns) rowsWith[column] = (rowsWith[column] as number) + 1;
  const weights = Float64Array.from(rowsWith, (count) => Math.log((1 + rows.length) / (1 + count)) + 1);
  return (others) => {
    const counted = countRows(others, columnOf);
    counted.columns.forEach((column, k) => {
      counted.values[k] = (counted.values[k] as number) * (weights[column] as number);
    });
    scaleToLengthOne(counted);
    return counted;
  };
}

function scaleToLengthOne({starts, values}: SparseRows): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    let squares = 0;
    for (let k = start; k < end; k++) squares += (values[k] as number) ** 2;
    const length = Math.sqrt(squares);
    for (let k = start; k < end; k++) values[k] = (values[k] as number) / length;
  }
}
