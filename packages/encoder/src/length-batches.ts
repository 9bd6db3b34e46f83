/**
 * Groups rows of similar length into batches: longest last, each of at most `tokensPerBatch` tokens when
 * padded to its longest row (one row may be longer). Gives lists of places in `lengths`.
 */
export function lengthBatches(lengths: ArrayLike<number>, tokensPerBatch: number): number[][] {
  const order = Array.from({length: lengths.length}, (_, row) => row);
  order.sort((a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const row of order) {
    // Rows come by rising length, so this row is the longest of its batch.
    if (batch.length > 0 && (batch.length + 1) * (lengths[row] as number) > tokensPerBatch) {
      batches.push(batch);
      batch = [];
    }
    batch.push(row);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
