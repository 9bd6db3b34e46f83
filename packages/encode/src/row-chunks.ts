import type {RecordBatch} from 'apache-arrow';

/** A row to encode. */
export interface RowToEncode {
  /** [tokens] */
  inputIds: Int32Array;
  /** Whether its values are wanted as precisely as may be: training takes halves, judging should not. */
  isRefined: boolean;
}

/**
 * Regroups the rows of a tokens table into chunks of at least `tokensPerChunk` tokens, in row order, the
 * last one smaller: enough rows to find some of equal length, few enough to stay in memory.
 */
export async function* rowChunks(
  batches: AsyncIterable<RecordBatch>,
  tokensPerChunk: number,
): AsyncGenerator<RowToEncode[]> {
  let rows: RowToEncode[] = [];
  let tokens = 0;
  for await (const batch of batches) {
    const split = batch.getChild('split');
    for (const [row, inputIds] of [...inputIdsOf(batch)].entries()) {
      rows.push({inputIds, isRefined: split?.get(row) !== 'train'});
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
