/** A matrix that is mostly 0, row by row: row i has `values[k]` in column `columns[k]`, k from starts[i] to starts[i + 1]. */
export interface SparseRows {
  columnCount: number;
  /** [rows + 1] */
  starts: Int32Array;
  /** [entries], rising within a row. */
  columns: Int32Array;
  /** [entries] */
  values: Float64Array;
}

/** Counts how often each id stands in each row; ids that `columnOf` does not know are left out. */
export function countRows(
  rows: readonly Iterable<number>[],
  columnOf: ReadonlyMap<number, number>,
): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  const [columns, values]: [number[], number[]] = [[], []];
  rows.forEach((ids, row) => {
    const counts = new Map<number, number>();
    for (const id of ids) {
      const column = columnOf.get(id);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    for (const column of [...counts.keys()].sort((a, b) => a - b)) {
      columns.push(column);
      values.push(counts.get(column) as number);
    }
    starts[row + 1] = columns.length;
  });
  return {
    columnCount: columnOf.size,
    starts,
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}

/** Adds `rows` · `weights` to `sums`: [rows, width] += [rows, columns] · [columns, width], both row-major. */
export function addProduct(
  {starts, columns, values}: SparseRows,
  weights: Float64Array,
  {width, sums}: {width: number; sums: Float64Array},
): void {
  for (let row = 0; row + 1 < starts.length; row++)
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const from = (columns[k] as number) * width;
      const value = values[k] as number;
      for (let i = 0; i < width; i++)
        sums[row * width + i] = (sums[row * width + i] as number) + value * (weights[from + i] as number);
    }
}

/** Adds the product the other way round to `sums`: [columns, width] += [rows, columns] transposed · [rows, width]. */
export function addTransposedProduct(
  {starts, columns, values}: SparseRows,
  factors: Float64Array,
  {width, sums}: {width: number; sums: Float64Array},
): void {
  for (let row = 0; row + 1 < starts.length; row++)
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const to = (columns[k] as number) * width;
      const value = values[k] as number;
      for (let i = 0; i < width; i++)
        sums[to + i] = (sums[to + i] as number) + value * (factors[row * width + i] as number);
    }
}
