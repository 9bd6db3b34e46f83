import type {ParsedRow} from '../row.js';
import {ROW_TOO_LONG} from '../text/row-bound.js';
import {TextLines} from '../text/text-lines.js';
import type {TextSource} from '../text/text-source.js';
import {fastTextRow, isFastText} from './fast-text-row.js';
import {separatedRow} from './separated-row.js';

type RowOfLine = (line: number, content: string) => ParsedRow | undefined;

/** Rows of a file with a `text;label` a line, or with fastText's lines where it begins with one. */
export async function* labelledLines(source: TextSource): AsyncGenerator<ParsedRow[]> {
  const {separator} = source.params;
  if (separator !== undefined || !isFastText(source.head))
    return yield* lineRows(source, (line, content) => separatedRow(line, content, separator ?? ';'));
  source.tell('its lines are those of fastText, with labels that begin with __label__');
  yield* fastTextLines(source);
}

/** Rows of a file with fastText's lines. */
export function fastTextLines(source: TextSource): AsyncGenerator<ParsedRow[]> {
  return lineRows(source, fastTextRow);
}

/** Rows of a format with one a line; blank lines hold none. */
export async function* lineRows(source: TextSource, rowOf: RowOfLine): AsyncGenerator<ParsedRow[]> {
  const lines = new TextLines(source.head);
  const rowsOf = (some: ReturnType<TextLines['push']>): ParsedRow[] =>
    some.flatMap(({line, text, isCut}) => {
      if (isCut) return {line, reason: ROW_TOO_LONG, content: text.slice(0, 1000)};
      return text.trim() === '' ? [] : (rowOf(line, text) ?? []);
    });
  for await (const block of source.blocks()) yield rowsOf(lines.push(block));
  yield rowsOf(lines.end());
}
