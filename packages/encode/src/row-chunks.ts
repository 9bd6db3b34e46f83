import type {RecordBatch} from 'apache-arrow';

/**
 * Regroups the `inputIds` of a tokens table into chunks of at least `tokensPerChunk` tokens, in row order, the
 * last one smaller: enough rows to find some of equal length, few enough to stay in memory.
 */
export async function* rowChunks(
  batches: AsyncIterable<RecordBatch>,
  tokensPerChunk: number,
): AsyncGenerator<Int32Array[]> {
  let rows: Int32Array[] = [];
  let tokens = 0;
  for await (const batch of batches) {
    for (const inputIds of inputIdsOf(batch)) {
      rows.push(inputIds);
      tokens += inputIds.length;
      if (tokens < tokensPerChunk) continue;
      yield rows;
      [rows, tokens] = [[], 0];
    }
  }
  if (rows.length > 0) yield rows;
}

/** The token ids of each row, as views on the batch. */
export function* inputIdsOf(batch: RecordBatch): Generator<Int32Array> {
  const column = batch.getChild('inputIds');
  for (let row = 0; row < batch.numRows; row++) yield column?.get(row).toArray() as Int32Array;
}
