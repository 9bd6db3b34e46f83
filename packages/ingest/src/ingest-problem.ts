import type {Problem} from '@retune/stage';
import type {RejectedRow} from './row.js';

const SHOWN_ROWS = 10;
const SHOWN_COLUMNS = 20;

export function missingFile(param: string, path: string): Problem {
  return {
    where: param,
    what: `there is no file ${path}`,
    mend: 'Correct the path; a relative one starts from the folder of the workspace.',
  };
}

export function notAFile(param: string, path: string): Problem {
  return {where: param, what: `${path} is a folder, not a file`, mend: 'Name the file, or a list of files.'};
}

export function unreadableFile(param: string, path: string, code: string): Problem {
  return {
    where: param,
    what: `${path} cannot be read (${code})`,
    mend: 'Give yourself the right to read it.',
  };
}

export function unknownFormat(path: string): Problem {
  return {
    where: path,
    what: 'the ending of the name does not tell its format',
    mend: 'Set ingest.format to lines, csv, tsv or jsonl.',
  };
}

export function utf16File(path: string): Problem {
  return {
    where: path,
    what: 'the file is UTF-16, not UTF-8',
    mend: 'Save it as UTF-8, such as with: iconv -f UTF-16 -t UTF-8',
  };
}

export function unreadableHeader(path: string, line: number, reason: string): Problem {
  return {
    where: `${path}:${line}`,
    what: `the line that names the columns cannot be read: ${reason}`,
    mend: 'Mend this line, or save the file as UTF-8.',
  };
}

export function missingColumn(
  {path, line}: {path: string; line: number},
  param: 'textColumn' | 'labelColumn',
  column: string,
  present: readonly string[],
): Problem {
  const more = present.length > SHOWN_COLUMNS ? ', ...' : '';
  return {
    where: `${path}:${line}`,
    what: `there is no column "${column}"`,
    mend: `It has: ${present.slice(0, SHOWN_COLUMNS).join(', ')}${more}. Set ingest.${param} to one of these.`,
  };
}

export function noValidRow(path: string, rejected: readonly RejectedRow[]): Problem {
  return {
    where: path,
    what:
      rejected.length === 0 ? 'the file has no row' : `the file has no valid row${rejectedList(rejected)}`,
    mend: 'Mend the file, or set ingest.format and ingest.separator to what it is.',
  };
}

export function tooManyRejected(
  path: string,
  {rejected, rows, limit}: {rejected: readonly RejectedRow[]; rows: number; limit: number},
): Problem {
  return {
    where: path,
    what:
      `${rejected.length} of ${rows} rows cannot be read, ${percent(rejected.length / rows)}, ` +
      `where at most ${percent(limit)} may be${rejectedList(rejected)}`,
    mend: 'Mend these rows, or raise ingest.maxRejectedShare.',
  };
}

export function labelNotInTrain(label: string, split: string, at: RowsOfLabel): Problem {
  return {
    where: place(at),
    what: `label "${label}" is in ${split} but not in train${furtherRows(at)}`,
    mend: 'A classifier cannot learn it: add examples to train, or mend the label.',
  };
}

export function labelNotListed(label: string, at: RowsOfLabel): Problem {
  return {
    where: place(at),
    what: `label "${label}" is not in ingest.labels${furtherRows(at)}`,
    mend: 'Add it there, or mend the label.',
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

/** Where a label stands first, and in how many rows it stands. */
export interface RowsOfLabel {
  readonly file: string;
  readonly line: number;
  readonly rows: number;
}

/** The first refused rows, a line each, ready to follow a sentence. */
export function rejectedList(rejected: readonly RejectedRow[], shown = SHOWN_ROWS): string {
  const lines = rejected.slice(0, shown).map((row) => `\n  ${place(row)}: ${row.reason}`);
  if (rejected.length > shown) lines.push(`\n  and ${rejected.length - shown} more`);
  return lines.join('');
}

function place({file, line}: {file: string; line: number}): string {
  return `${file}:${line}`;
}

function furtherRows({rows}: RowsOfLabel): string {
  return rows === 1 ? '' : `, ${rows} rows`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
