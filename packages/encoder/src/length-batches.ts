/** Counts of batches that 1, 2, 4 or 8 lanes share without a rest, others nearly; see {@link lengthBatches}. */
const EVEN_COUNTS = [1, 2, 4, 8];

/**
 * Groups rows of similar length into batches of nearly equally many tokens, longest last: of about
 * `tokensPerBatch`, and at most twice that when padded to the longest row (one row may be longer). Few batches
 * are 1, 2, 4 or 8, more a multiple of 8, so that they can be computed side by side; they depend on the
 * lengths alone, not on the machine. Gives lists of places in `lengths`.
 */
export function lengthBatches(lengths: ArrayLike<number>, tokensPerBatch: number): number[][] {
  const lengthOf = (row: number) => lengths[row] as number;
  const order = Array.from({length: lengths.length}, (_, row) => row);
  order.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  const total = order.reduce((sum, row) => sum + lengthOf(row), 0);
  const share = total / evenCount(total / tokensPerBatch);
  const batches: number[][] = [];
  let batch: number[] = [];
  let taken = 0;
  for (const row of order) {
    // Rows come by rising length, so this row is the longest of its batch.
    const padded = (batch.length + 1) * lengthOf(row);
    const isFull = taken >= (batches.length + 1) * share || padded > 2 * tokensPerBatch;
    if (batch.length > 0 && isFull) {
      batches.push(batch);
      batch = [];
    }
    batch.push(row);
    taken += lengthOf(row);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function evenCount(least: number): number {
  return EVEN_COUNTS.find((count) => count >= least) ?? 8 * Math.ceil(least / 8);
}
