import {labelsOf, type tokens} from '@retune/artifacts';
import type {ArtifactReader} from '@retune/stage';
import type {RecordBatch} from 'apache-arrow';

/** What training needs to know of each row of the tokens table: a few bytes, so that all rows stay in memory. */
export interface Examples {
  /** By id. */
  labels: string[];
  /** Places of each split's rows, in order. */
  rowsBySplit: ReadonlyMap<string, readonly number[]>;
  labelIds: Int32Array;
  /** Tokens of each row. */
  lengths: Int32Array;
}

/** Reads the tokens table batch by batch, without the tokens themselves. */
export async function readExamples(reader: ArtifactReader<typeof tokens>): Promise<Examples> {
  let labels: string[] = [];
  const rowsBySplit = new Map<string, number[]>();
  const labelIds: number[] = [];
  const lengths: number[] = [];
  for await (const batch of reader.batches('tokens')) {
    labels = labelsOf(batch.schema);
    let row = labelIds.length;
    for (const split of batch.getChild('split') ?? []) {
      const rows = rowsBySplit.get(split);
      if (rows) rows.push(row++);
      else rowsBySplit.set(split, [row++]);
    }
    for (const label of batch.getChild('label') ?? []) labelIds.push(label);
    for (const [start, end] of tokenBounds(batch)) lengths.push(end - start);
  }
  return {labels, rowsBySplit, labelIds: Int32Array.from(labelIds), lengths: Int32Array.from(lengths)};
}

/** The token ids of each row, as views on one array a batch: an array of its own costs more than its ids. */
export async function readInputIds(reader: ArtifactReader<typeof tokens>): Promise<Int32Array[]> {
  const rows: Int32Array[] = [];
  for await (const batch of reader.batches('tokens')) {
    // A copy of these alone: a view on the batch would keep all its columns.
    const ids = Int32Array.from(batch.getChild('inputIds')?.data[0]?.children[0]?.values ?? []);
    for (const [start, end] of tokenBounds(batch)) rows.push(ids.subarray(start, end));
  }
  return rows;
}

/** Places of a split's rows, in order. */
export function rowsOf({rowsBySplit}: Examples, split: 'train' | 'validation'): readonly number[] {
  return rowsBySplit.get(split) ?? [];
}

/** Where each row's tokens begin and end among those of its batch. */
function* tokenBounds(batch: RecordBatch): Generator<[start: number, end: number]> {
  const offsets = batch.getChild('inputIds')?.data[0]?.valueOffsets;
  for (let row = 0; row < batch.numRows; row++) yield [offsets[row], offsets[row + 1]];
}
