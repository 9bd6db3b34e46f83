import type {Problem} from '@retune/stage';
import {placeText} from './problem-place.js';

export function labelNotInTrain(label: string, split: string, at: RowsOfLabel): Problem {
  return {
    where: placeText(at),
    what: `label "${label}" is in ${split} but not in train${furtherRows(at)}`,
    mend: 'A classifier cannot learn it: add examples to train, or correct the label.',
  };
}

export function labelNotListed(label: string, at: RowsOfLabel): Problem {
  return {
    where: placeText(at),
    what: `label "${label}" is not in ingest.labels${furtherRows(at)}`,
    mend: 'Add it there, or correct the label.',
  };
}

export function repeatedLabel(label: string): Problem {
  return {where: 'ingest.labels', what: `"${label}" stands there twice`, mend: 'Leave one out.'};
}

export function singleLabel(label: string): Problem {
  return {
    where: 'ingest.train',
    what: `every row has the label "${label}"`,
    mend: 'A classifier needs examples of at least two labels.',
  };
}

export function emptySplit(split: string, rows: number): Problem {
  return {
    where: `ingest.${split}Share`,
    what: `of ${rows} rows none is left for ${split}`,
    mend: `Give more rows, a larger share, or a file: ingest.${split}.`,
  };
}

export function emptyAfterLimit(split: string, limit: number): Problem {
  return {
    where: 'ingest.limit',
    what: `limit ${limit} leaves no row in ${split} whose label is in train`,
    mend: 'Raise the limit, to the number of labels or more.',
  };
}

/** Where a label stands first, and in how many rows it stands. */
export interface RowsOfLabel {
  readonly file: string;
  readonly line: number;
  readonly rows: number;
}

function furtherRows({rows}: RowsOfLabel): string {
  return rows === 1 ? '' : `, ${rows} rows`;
}
