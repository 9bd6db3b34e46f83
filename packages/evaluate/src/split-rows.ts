import {labelsOf} from '@retune/artifacts';
import {StageError} from '@retune/stage';
import type {Table} from 'apache-arrow';

/** The rows of one split of a tokens table. */
export interface SplitRows {
  /** Labels by id. */
  labelNames: string[];
  /** Place of each row in the table. */
  rows: Int32Array;
  /** Label id of each row. */
  labels: Int32Array;
  /** Token ids of each row, as views on the table. */
  inputIds: Int32Array[];
}

/** Picks a split's rows in order. Throws {@link StageError} where there is none. */
export function splitRows(tokens: Table, split: string): SplitRows {
  const [splits, labels, inputIds] = ['split', 'label', 'inputIds'].map((name) => tokens.getChild(name));
  const rows = Int32Array.from(places(splits ?? [], split));
  if (rows.length === 0)
    throw new StageError({
      where: 'evaluate.split',
      what: `the ${split} split has no row`,
      mend: `The splits with rows are ${[...new Set(splits)].join(', ')}: set evaluate.split to one of them.`,
    });
  return {
    labelNames: labelsOf(tokens.schema),
    rows,
    labels: rows.map((row) => labels?.get(row) as number),
    inputIds: Array.from(rows, (row) => inputIds?.get(row).toArray() as Int32Array),
  };
}

function* places(splits: Iterable<unknown>, wanted: string): Generator<number> {
  let place = 0;
  for (const split of splits) {
    if (split === wanted) yield place;
    place++;
  }
}
