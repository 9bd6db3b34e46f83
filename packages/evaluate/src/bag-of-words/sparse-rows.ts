/** A matrix that is mostly 0, row by row: row i has `values[k]` in column `columns[k]`, k from starts[i] to starts[i + 1]. */
export interface SparseRows {
  columnCount: number;
  /** [rows + 1] */
  starts: Int32Array;
  /** [entries], each once in a row. */
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
  const counts = new Int32Array(columnOf.size);
  rows.forEach((ids, row) => {
    for (const id of ids) {
      const column = columnOf.get(id);
      if (column === undefined) continue;
      if (counts[column] === 0) columns.push(column);
      counts[column] = (counts[column] as number) + 1;
    }
    for (let k = starts[row] as number; k < columns.length; k++) {
      values.push(counts[columns[k] as number] as number);
      counts[columns[k] as number] = 0;
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

/** The same matrix column by column: its transposed, by rows. */
export function transposed({columnCount, starts, columns, values}: SparseRows): SparseRows {
  const rowCount = starts.length - 1;
  const ends = new Int32Array(columnCount + 1);
  for (const column of columns) ends[column + 1] = (ends[column + 1] as number) + 1;
  for (let i = 0; i < columnCount; i++) ends[i + 1] = (ends[i + 1] as number) + (ends[i] as number);
  const result = {
    columnCount: rowCount,
    starts: ends.slice(),
    columns: new Int32Array(columns.length),
    values: new Float64Array(values.length),
  };
  for (let row = 0; row < rowCount; row++)
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const place = ends[columns[k] as number] as number;
      ends[columns[k] as number] = place + 1;
      result.columns[place] = row;
      result.values[place] = values[k] as number;
    }
  return result;
}

/** Adds `rows` · `weights` to `sums`: [rows, width] += [rows, columns] · [columns, width], both row-major. */
export function addProduct(
  rows: SparseRows,
  weights: Float64Array,
  {width, sums}: {width: number; sums: Float64Array},
): void {
  let from = 0;
  for (; from + 3 < width; from += 4) addFourColumns(rows, weights, {width, sums, from});
  for (; from < width; from++) addColumn(rows, weights, {width, sums, from});
}

interface Columns {
  width: number;
  sums: Float64Array;
  /** The first column of the product that is added. */
  from: number;
}

/** Sums of four columns in local variables: three times as fast as in the array. */
function addFourColumns(
  {starts, columns, values}: SparseRows,
  weights: Float64Array,
  {width, sums, from}: Columns,
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    const to = row * width + from;
    let [a, b, c, d] = [0, 0, 0, 0];
    const end = starts[row + 1] as number;
    for (let k = starts[row] as number; k < end; k++) {
      const place = (columns[k] as number) * width + from;
      const value = values[k] as number;
      a += value * (weights[place] as number);
      b += value * (weights[place + 1] as number);
      c += value * (weights[place + 2] as number);
      d += value * (weights[place + 3] as number);
    }
    sums[to] = (sums[to] as number) + a;
    sums[to + 1] = (sums[to + 1] as number) + b;
    sums[to + 2] = (sums[to + 2] as number) + c;
    sums[to + 3] = (sums[to + 3] as number) + d;
  }
}

function addColumn(
  {starts, columns, values}: SparseRows,
  weights: Float64Array,
  {width, sums, from}: Columns,
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    let sum = 0;
    const end = starts[row + 1] as number;
    for (let k = starts[row] as number; k < end; k++)
      sum += (values[k] as number) * (weights[(columns[k] as number) * width + from] as number);
    sums[row * width + from] = (sums[row * width + from] as number) + sum;
  }
}
