import {labelsOf, type tokens} from '@retune/artifacts';
import type {ArtifactReader} from '@retune/stage';

/** The tokens table in memory, column by column. */
export interface Examples {
  /** By id. */
  labels: string[];
  splits: string[];
  labelIds: Int32Array;
  inputIds: Int32Array[];
}

/** Reads the tokens batch by batch: what training has no use for (offsets, words) does not stay in memory. */
export async function readExamples(reader: ArtifactReader<typeof tokens>): Promise<Examples> {
  let labels: string[] = [];
  const splits: string[] = [];
  const labelIds: number[] = [];
  const inputIds: Int32Array[] = [];
  for await (const batch of reader.batches('tokens')) {
    labels = labelsOf(batch.schema);
    for (const split of batch.getChild('split') ?? []) splits.push(String(split));
    for (const label of batch.getChild('label') ?? []) labelIds.push(label);
    // A slice, not a view, which would keep the whole batch.
    for (const ids of batch.getChild('inputIds') ?? []) inputIds.push(ids.toArray().slice());
  }
  return {labels, splits, labelIds: Int32Array.from(labelIds), inputIds};
}

/** Places of a split's rows, in order. */
export function rowsOf({splits}: Examples, split: 'train' | 'validation'): number[] {
  return splits.flatMap((name, row) => (name === split ? [row] : []));
}
