import {StageError} from '@retune/stage';
import {HEAD_BYTES} from '../data-source.js';
import {missingColumn, repeatedColumn, unreadableHeader} from '../file-problem.js';
import {type Columns, INVALID_TEXT, isBlank, labelledText, type ParsedRow} from '../row.js';
import type {TextSource} from '../text/text-source.js';
import {CsvRecords, type PlacedRecord} from './csv-records.js';
import {detectQuoting} from './quotings.js';
import {detectSeparator, separatorName} from './separators.js';

/**
 * Rows of a table whose first record names the columns. Throws {@link StageError} where that cannot be read, or a
 * column is missing or named twice.
 */
export function tableRows(own: 'csv' | 'tsv'): (source: TextSource) => AsyncGenerator<ParsedRow[]> {
  return async function* (source) {
    const {records, skipsFirst} = openRecords(source, own);
    const table = new Table(source, skipsFirst);
    for await (const block of source.blocks()) yield table.rowsOf(records.push(block));
    yield table.rowsOf(records.end());
    table.end();
  };
}

/** Finds out how the table is written, and says so where it is not in the format's own way. */
function openRecords(
  {head, size, params, tell}: TextSource,
  own: 'csv' | 'tsv',
): {records: CsvRecords; skipsFirst: boolean} {
  const found = detectSeparator(head, own === 'csv' ? ',' : '\t', params);
  const separator = params.separator ?? found.separator;
  if (params.separator === undefined && found.by)
    tell(`columns are separated by ${separatorName(separator)}, found by ${found.by}`);
  const start = found.isNamedInFile ? head.indexOf('\n') + 1 : 0;
  const {quoting, by} =
    params.quoting === 'auto'
      ? detectQuoting({text: head.slice(start), isAll: size <= HEAD_BYTES}, separator, own)
      : {quoting: params.quoting};
  if (by) tell(`${QUOTING_TEXTS[quoting]}, found by ${by}; ingest.quoting overrides this`);
  return {records: new CsvRecords({separator, quoting}), skipsFirst: found.isNamedInFile};
}

const QUOTING_TEXTS = {
  doubled: 'quotes stand around cells',
  backslash: 'quotes inside cells are written \\"',
  none: 'quotes are part of the texts',
};

/** Makes rows of records, by the header that stands above them. */
class Table {
  readonly #source: TextSource;
  #skipsNext: boolean;
  #header: Header | undefined;
  readonly #repeated: number[] = [];

  constructor(source: TextSource, skipsFirst: boolean) {
    this.#source = source;
    this.#skipsNext = skipsFirst;
  }

  rowsOf(records: readonly PlacedRecord[]): ParsedRow[] {
    const rows: ParsedRow[] = [];
    for (const record of records) {
      const row = this.#rowOf(record);
      if (row) rows.push(row);
    }
    return rows;
  }

  /** Tells what was left out. */
  end(): void {
    if (this.#repeated.length === 0) return;
    const shown = this.#repeated.slice(0, 5).join(', ');
    const more = this.#repeated.length > 5 ? `, and ${this.#repeated.length - 5} more` : '';
    this.#source.tell(`the header is repeated inside the file and left out there: line ${shown}${more}`);
  }

  #rowOf(record: PlacedRecord): ParsedRow | undefined {
    if (this.#skipsNext) {
      this.#skipsNext = false;
      return undefined;
    }
    const {path, params} = this.#source;
    if (!('fields' in record)) {
      // The next record must not pass for the header.
      if (!this.#header) throw new StageError(unreadableHeader(path, record.line, record.reason));
      return record;
    }
    if (record.fields.every(isBlank)) return undefined;
    if (!this.#header) {
      if (!record.content.isWellFormed())
        throw new StageError(unreadableHeader(path, record.line, this.#source.invalid));
      this.#header = checkedHeader(headerOf(record.fields, params), params, {path, line: record.line});
      return undefined;
    }
    const repeated = repeatedHeader(record.fields, this.#header, params);
    if (!repeated) return tableRow(record, this.#header);
    this.#repeated.push(record.line);
    this.#header = repeated;
    return undefined;
  }
}

interface Header {
  /** Without empty names at the end, which spreadsheets leave there. */
  readonly names: readonly string[];
  readonly text: number;
  readonly label: number;
}

function headerOf(fields: readonly string[], {textColumn, labelColumn}: Columns): Header {
  const names = withoutEmptyEnd(fields.map((name) => name.trim()));
  return {names, text: names.indexOf(textColumn), label: names.indexOf(labelColumn)};
}

/**
 * The header that a record repeats, as in files that were joined: both columns' names as cells, in this file's
 * order or another, which then holds for the rows behind it.
 */
function repeatedHeader(fields: readonly string[], header: Header, columns: Columns): Header | undefined {
  const isText = (cell: string | undefined) => cell?.trim() === columns.textColumn;
  const isLabel = (cell: string | undefined) => cell?.trim() === columns.labelColumn;
  // Nearly all rows end here, before all of their cells are looked at.
  if (!isText(fields[header.text]) && !isLabel(fields[header.text]) && !isLabel(fields[header.label]))
    return undefined;
  return fields.some(isText) && fields.some(isLabel) ? headerOf(fields, columns) : undefined;
}

function tableRow(
  {line, fields, content}: {line: number; fields: string[]; content: string},
  {names, text, label}: Header,
): ParsedRow {
  const count = fields.length > names.length ? withoutEmptyEnd(fields, names.length).length : fields.length;
  if (count !== names.length) {
    const reason = content.isWellFormed() ? `${count} fields, but ${names.length} columns` : INVALID_TEXT;
    return {line, reason, content};
  }
  return labelledText(line, fields[text] ?? '', fields[label] ?? '', content);
}

/** Leaves out blank cells at the end, but no more than down to `least`. */
function withoutEmptyEnd(cells: readonly string[], least = 1): readonly string[] {
  let count = cells.length;
  while (count > least && isBlank(cells[count - 1] ?? '')) count--;
  return cells.slice(0, count);
}

function checkedHeader(header: Header, columns: Columns, at: {path: string; line: number}): Header {
  const problems = (['textColumn', 'labelColumn'] as const).flatMap((param) => {
    const name = columns[param];
    const count = header.names.filter((other) => other === name).length;
    if (count === 0) return [missingColumn(at, param, name, header.names)];
    return count > 1 ? [repeatedColumn(at, param, name, count)] : [];
  });
  if (problems.length > 0) throw new StageError(problems);
  return header;
}
