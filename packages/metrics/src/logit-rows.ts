/** Logits of many rows in one array, so that a million rows are no million objects. */
export interface LogitRows {
  classes: number;
  /** Row-major [rows, classes], finite. */
  values: Float64Array | Float32Array;
}

/** Copies rows of logits, each [classes], into one array; of no rows, `classes` says how wide they would be. */
export function logitRows(rows: readonly ArrayLike<number>[], classes: number): LogitRows {
  const values = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => {
    values.set(row, i * classes);
  });
  return {classes, values};
}

export function rowCount({classes, values}: LogitRows): number {
  return values.length / classes;
}

/** The class with the largest logit of each row, the first of equals: [rows]. */
export function predictedClasses({classes, values}: LogitRows): Int32Array {
  const predicted = new Int32Array(values.length / classes);
  for (let row = 0; row < predicted.length; row++) {
    const start = row * classes;
    let best = 0;
    for (let i = 1; i < classes; i++)
      if ((values[start + i] as number) > (values[start + best] as number)) best = i;
    predicted[row] = best;
  }
  return predicted;
}

/**
 * Softmax of each row in double precision, shifted by the largest logit so that nothing overflows.
 *
 * @returns row-major [rows, classes]; each row adds up to 1
 */
export function probabilityRows({classes, values}: LogitRows): Float64Array {
  const probabilities = Float64Array.from(values);
  for (let start = 0; start < probabilities.length; start += classes) {
    const end = start + classes;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) highest = Math.max(highest, probabilities[i] as number);
    let total = 0;
    for (let i = start; i < end; i++) {
      const exponential = Math.exp((probabilities[i] as number) - highest);
      probabilities[i] = exponential;
      total += exponential;
    }
    for (let i = start; i < end; i++) probabilities[i] = (probabilities[i] as number) / total;
  }
  return probabilities;
}
