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

export async function readExamples(reader: ArtifactReader<typeof tokens>): Promise<Examples> {
  const table = await reader.table('tokens');
  const inputIds = table.getChild('inputIds');
  return {
    labels: labelsOf(table.schema),
    splits: Array.from(table.getChild('split') ?? [], String),
    labelIds: Int32Array.from(table.getChild('label') ?? []),
    inputIds: Array.from({length: table.numRows}, (_, row) => inputIds?.get(row).toArray() as Int32Array),
  };
}

/** Places of a split's rows, in order. */
export function rowsOf({splits}: Examples, split: 'train' | 'validation'): number[] {
  return splits.flatMap((name, row) => (name === split ? [row] : []));
}
