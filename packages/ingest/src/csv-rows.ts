import {StageError} from '@retune/stage';
import {csvRecords} from './csv-records.js';
import {missingColumn, unreadableHeader} from './ingest-problem.js';
import type {Columns} from './json-row.js';
import {labelledText, type ParsedRow} from './row.js';
import type {TextLine} from './text-lines.js';

/** Reads a table whose first record names the columns. Throws {@link StageError} where it cannot be read or one is missing. */
export async function* csvRows(
  lines: AsyncIterable<TextLine>,
  {file, separator, textColumn, labelColumn}: Columns & {file: string; separator: string},
): AsyncGenerator<ParsedRow> {
  let header: string[] | undefined;
  for await (const record of csvRecords(lines, separator)) {
    if ('reason' in record) {
      // The next record must not pass for the header.
      if (header === undefined) throw new StageError(unreadableHeader(file, record.line, record.reason));
      yield record;
    } else if (header === undefined) {
      header = record.fields.map((name) => name.trim());
      requireColumns(header, {textColumn, labelColumn}, {path: file, line: record.line});
    } else {
      yield tableRow(record, header, {textColumn, labelColumn});
    }
  }
}

function tableRow(
  {line, fields, content}: {line: number; fields: string[]; content: string},
  header: readonly string[],
  {textColumn, labelColumn}: Columns,
): ParsedRow {
  if (fields.length !== header.length)
    return {line, reason: `${fields.length} fields, but ${header.length} columns`, content};
  const field = (column: string) => fields[header.indexOf(column)] ?? '';
  return labelledText(line, field(textColumn), field(labelColumn), content);
}

function requireColumns(header: readonly string[], columns: Columns, at: {path: string; line: number}): void {
  const problems = (['textColumn', 'labelColumn'] as const)
    .filter((param) => !header.includes(columns[param]))
    .map((param) => missingColumn(at, param, columns[param], header));
  if (problems.length > 0) throw new StageError(problems);
}
