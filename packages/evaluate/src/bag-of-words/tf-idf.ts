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
  const rowsWith = new Map<number, number>();
  for (const ids of rows) for (const id of new Set(ids)) rowsWith.set(id, (rowsWith.get(id) ?? 0) + 1);
  const known = [...rowsWith.keys()].sort((a, b) => a - b);
  const columnOf = new Map(known.map((id, column) => [id, column]));
  const weights = known.map((id) => Math.log((1 + rows.length) / (1 + (rowsWith.get(id) as number))) + 1);
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
    const entries = values.subarray(starts[row], starts[row + 1]);
    const length = Math.sqrt(entries.reduce((sum, value) => sum + value * value, 0));
    entries.forEach((value, k) => {
      entries[k] = value / length;
    });
  }
}
