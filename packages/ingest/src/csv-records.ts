import {csvRecord} from './csv-record.js';
import {INVALID_UTF8} from './row.js';
import type {TextLine} from './text-lines.js';

/** A record and the line it begins in, or why there is none. */
export type PlacedRecord =
  | {readonly line: number; readonly fields: string[]; readonly content: string}
  | {readonly line: number; readonly reason: string; readonly content: string};

/** A quoted field that is still open after so many lines was never meant to be one. */
export const MAX_RECORD_LINES = 1000;

/**
 * Joins lines to CSV records; a line end inside quotes becomes `\n`, blank lines between records are passed
 * over. Where a quote is never closed, or by chance in the midst of a later row, only the line with the quote is
 * lost: reading goes on at the next.
 */
export async function* csvRecords(
  lines: AsyncIterable<TextLine>,
  separator: string,
): AsyncGenerator<PlacedRecord> {
  let open: TextLine[] = [];
  for await (const line of lines) {
    const {records, rest} = recordsOf([...open, line], open.length + 1, separator);
    yield* records;
    open = rest;
  }
  while (open.length > 0) {
    yield neverClosed(open[0] as TextLine);
    const {records, rest} = recordsOf(open.slice(1), 1, separator);
    yield* records;
    open = rest;
  }
}

/** The records in `lines` and the lines that are left open; the first record is known to need `atLeast` lines. */
function recordsOf(
  lines: TextLine[],
  atLeast: number,
  separator: string,
): {records: PlacedRecord[]; rest: TextLine[]} {
  const records: PlacedRecord[] = [];
  let start = 0;
  let count = atLeast;
  while (start + count <= lines.length) {
    const taken = lines.slice(start, start + count);
    const record = isBlank(taken) ? undefined : placedRecord(taken, separator);
    if (record === 'open' && count < MAX_RECORD_LINES) {
      count++;
      continue;
    }
    const isLost = record === 'open' || record === 'closed-by-chance';
    if (isLost) records.push(neverClosed(taken[0] as TextLine));
    else if (record) records.push(record);
    start += isLost ? 1 : count;
    count = 1;
  }
  return {records, rest: lines.slice(start)};
}

function isBlank(lines: readonly TextLine[]): boolean {
  return lines.length === 1 && lines[0]?.text.trim() === '';
}

function placedRecord(
  lines: readonly TextLine[],
  separator: string,
): PlacedRecord | 'open' | 'closed-by-chance' {
  const content = lines.map(({text}) => text).join('\n');
  const line = lines[0]?.line ?? 0;
  const record = csvRecord(content, separator);
  if (record.kind === 'open') return 'open';
  // The quote that ends the field is one of a later row's text: the lines between are rows of their own.
  if (record.kind === 'fault' && lines.length > 1) return 'closed-by-chance';
  if (!lines.every(({valid}) => valid)) return {line, reason: INVALID_UTF8, content};
  return record.kind === 'fields'
    ? {line, fields: record.fields, content}
    : {line, reason: record.reason, content};
}

function neverClosed({line, text}: TextLine): PlacedRecord {
  return {line, reason: 'a quote that is never closed', content: text};
}
