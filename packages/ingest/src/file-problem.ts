import {extname} from 'node:path';
import type {Problem} from '@retune/stage';
import type {ForeignContent} from './foreign-content.js';
import type {JsonFault} from './json/json-values.js';
import {percent, rejectedList} from './problem-place.js';
import type {RejectedRow} from './row.js';

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
    mend: 'Check the right to read it, and the disk or network it is on.',
  };
}

export function unknownFormat(path: string): Problem {
  return {
    where: path,
    what: 'the ending of the name does not tell its format',
    mend: 'Set ingest.format to lines, csv, tsv, jsonl, json or fasttext.',
  };
}

export function unreadableHeader(path: string, line: number, reason: string): Problem {
  return {
    where: `${path}:${line}`,
    what: `the line that names the columns cannot be read: ${reason}`,
    mend: 'Correct this line, or save the file as UTF-8.',
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

export function repeatedColumn(
  {path, line}: {path: string; line: number},
  param: 'textColumn' | 'labelColumn',
  column: string,
  count: number,
): Problem {
  return {
    where: `${path}:${line}`,
    what: `${count} columns are named "${column}", so it is not certain which is meant`,
    mend: `Rename all but one of them, or set ingest.${param} to another column.`,
  };
}

export function specialDataFile(param: string, path: string, is: string): Problem {
  return {
    where: param,
    what: `${path} is ${is}, not a regular file`,
    mend: 'Copy what comes out of it into a file and name that.',
  };
}

export function foreignFile(path: string, {is, mend}: ForeignContent): Problem {
  return {where: path, what: `the file is ${is}`, mend: mend.replace('FILE', path)};
}

export function brokenJson(path: string, {line, fault}: JsonFault): Problem {
  return {
    where: `${path}:${line}`,
    what: fault,
    mend: 'Check that the file is whole, and that each bracket and quote in it is closed.',
  };
}

/** `sample`: a line as it reads in the encoding that such files mostly have. */
export function notUtf8(
  path: string,
  {rejected, rows, sample}: {rejected: readonly RejectedRow[]; rows: number; sample: string | undefined},
): Problem {
  const reads =
    sample === undefined ? '' : `\n  As windows-1252 the first of them reads: ${sample.slice(0, 200)}`;
  return {
    where: path,
    what: `the file is not UTF-8: ${rejected.length} of ${rows} rows hold other bytes${rejectedList(rejected, 3)}${reads}`,
    mend:
      'If that is right, set ingest.encoding to windows-1252, else to what it is; or convert the file: ' +
      `iconv -f WINDOWS-1252 -t UTF-8 ${path} > converted${extname(path)}`,
  };
}

export function noValidRow(path: string, rejected: readonly RejectedRow[]): Problem {
  return {
    where: path,
    what:
      rejected.length === 0 ? 'the file has no row' : `the file has no valid row${rejectedList(rejected)}`,
    mend: 'Correct the file, or set ingest.format and ingest.separator to what it is.',
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
    mend: `Correct these rows${quotingHint(rejected)}, or raise ingest.maxRejectedShare.`,
  };
}

function quotingHint(rejected: readonly RejectedRow[]): string {
  const isAboutQuotes = rejected.some(({reason}) => reason.includes('quote'));
  return isAboutQuotes ? ', set ingest.quoting to none if quotes mean nothing in this file' : '';
}
