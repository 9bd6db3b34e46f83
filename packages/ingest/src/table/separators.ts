import type {Columns} from '../row.js';
import {CsvRecords} from './csv-records.js';

/** A separator of columns, and by what it was found where it is not the format's own. */
export interface FoundSeparator {
  readonly separator: string;
  readonly by?: string;
  /** Whether the first line is no row but Excel's `sep=;`. */
  readonly isNamedInFile: boolean;
}

const CANDIDATES = [',', ';', '\t', '|'];
const COMPARED_RECORDS = 50;

/**
 * What separates the columns of a table that begins with `head`: what its first line names (`sep=;`), else what gives
 * both columns, the format's own first, else what cuts its records into equal numbers of cells.
 */
export function detectSeparator(head: string, own: string, columns: Columns): FoundSeparator {
  const [, named] = /^\ufeff?"?sep=([^\r\n"])"?\r?\n/i.exec(head) ?? [];
  if (named !== undefined) return {separator: named, by: 'its first line', isNamedInFile: true};
  const candidates = [own, ...CANDIDATES.filter((candidate) => candidate !== own)];
  const tables = candidates.map((separator) => ({separator, records: firstRecords(head, separator)}));
  const found = tables.find(({records}) => hasColumns(records[0] ?? [], columns)) ?? mostEven(tables);
  const separator = found?.separator ?? own;
  return {separator, isNamedInFile: false, ...(separator !== own && {by: 'its columns'})};
}

/** The separator as a message names it. */
export function separatorName(separator: string): string {
  return separator === '\t' ? 'tabs' : JSON.stringify(separator);
}

function firstRecords(head: string, separator: string): string[][] {
  const records = new CsvRecords({separator, quoting: 'doubled'});
  return [...records.push(head), ...records.end()]
    .slice(0, COMPARED_RECORDS)
    .map((record) => ('fields' in record ? record.fields : []));
}

function hasColumns(header: readonly string[], {textColumn, labelColumn}: Columns): boolean {
  const names = header.map((name) => name.trim());
  return names.includes(textColumn) && names.includes(labelColumn);
}

/** The one that gives every record the same number of cells, two or more; the last one may be cut off. */
function mostEven<Table extends {records: string[][]}>(tables: readonly Table[]): Table | undefined {
  return tables.find(({records: [header = [], ...rows]}) => {
    const whole = rows.slice(0, -1);
    return header.length > 1 && whole.every((row) => row.length === header.length);
  });
}
