import type {Quoting} from './csv-record.js';
import {CsvRecords, type PlacedRecord} from './csv-records.js';

/** How quotes are meant, and by what that was found where it is not the format's own way. */
export interface FoundQuoting {
  readonly quoting: Quoting;
  readonly by?: string;
}

/** The beginning of a table, or all of it. */
export interface TableHead {
  readonly text: string;
  readonly isAll: boolean;
}

/** Where one way of reading has this many times fewer faults, it is certain. */
const CERTAINTY = 10;

/**
 * How quotes are meant in the table that begins with `head`. CSV has them around cells, doubled inside, unless that
 * gives faults that backslashes explain. TSV is as often written without any quoting, and then two quotes at the
 * beginnings and ends of texts would join rows: there they stand for themselves, unless the cells show more.
 */
export function detectQuoting(head: TableHead, separator: string, own: 'csv' | 'tsv'): FoundQuoting {
  const standard = own === 'csv' ? 'doubled' : 'none';
  if (!head.text.includes('"')) return {quoting: standard};
  const read = (quoting: Quoting) => tally(head, separator, quoting);
  return own === 'csv' ? quotingOfCsv(read) : quotingOfTsv(read);
}

function quotingOfCsv(read: (quoting: Quoting) => Tally): FoundQuoting {
  const doubled = read('doubled');
  if (doubled.faults === 0) return {quoting: 'doubled'};
  const {rows, faults} = read('backslash');
  const isBackslash = rows > 0 && faults < doubled.faults && faults * CERTAINTY <= doubled.faults;
  return isBackslash ? {quoting: 'backslash', by: faultsText(doubled)} : {quoting: 'doubled'};
}

function quotingOfTsv(read: (quoting: Quoting) => Tally): FoundQuoting {
  const doubled = read('doubled');
  const none = read('none');
  if (doubled.faults > none.faults) return {quoting: 'none', by: faultsText(doubled)};
  if (doubled.faults < none.faults) return {quoting: 'doubled', by: 'cells that hold tabs or line ends'};
  if (doubled.rows < none.rows) return {quoting: 'none', by: 'rows that would become one'};
  if (none.cells.isQuoted) return {quoting: 'doubled', by: 'how all of its cells are written'};
  return none.cells.hasQuotes ? {quoting: 'none', by: 'quotes that no cell needs'} : {quoting: 'none'};
}

function faultsText({faults}: Tally): string {
  return `${faults} row${faults === 1 ? '' : 's'} that could not be read otherwise`;
}

interface Tally {
  readonly rows: number;
  /** Records that cannot be read, or have another number of cells than the header. */
  readonly faults: number;
  readonly cells: CellQuotes;
}

function tally({text, isAll}: TableHead, separator: string, quoting: Quoting): Tally {
  const reader = new CsvRecords({separator, quoting});
  const records = [...reader.push(text), ...reader.end()];
  // The last record may be cut off.
  const [header, ...rows] = isAll ? records : records.slice(0, -1);
  const columns = header && 'fields' in header ? header.fields.length : 0;
  const faults = rows.filter((row) => !('fields' in row) || row.fields.length !== columns).length;
  return {rows: rows.length, faults, cells: cellQuotes(rows)};
}

interface CellQuotes {
  readonly hasQuotes: boolean;
  /** Whether the quotes are those of a writer: around all cells of a column, or doubled wherever they are inside. */
  readonly isQuoted: boolean;
}

/** Of rows that were read without quoting. */
function cellQuotes(rows: readonly PlacedRecord[]): CellQuotes {
  const fields = rows.flatMap((row) => ('fields' in row ? [row.fields] : []));
  const cells = fields.flat().filter((cell) => cell.includes('"'));
  const isDoubled = cells.every(isWrapped) && cells.some((cell) => cell.slice(1, -1).includes('""'));
  const columns = fields[0]?.map((_, column) => fields.map((row) => row[column] ?? '')) ?? [];
  const isAround = fields.length > 1 && columns.some((column) => column.every(isWrapped));
  return {hasQuotes: cells.length > 0, isQuoted: isDoubled || isAround};
}

/** Whether a cell is written with quotes around it, those inside doubled. */
function isWrapped(cell: string): boolean {
  return /^"(?:[^"]|"")*"$/.test(cell);
}
