/** How a table's cells are told apart. */
export interface CsvDialect {
  /** Between cells. */
  readonly separator: string;
  /** How a quote stands inside a quoted cell: `""` or `\"`; `none` where quotes mean nothing. */
  readonly quoting: Quoting;
}

export const QUOTINGS = ['doubled', 'backslash', 'none'] as const;
export type Quoting = (typeof QUOTINGS)[number];

/** What stands at a place of a text, read as one record. */
export interface CsvReading {
  readonly kind:
    | 'record'
    /** Text follows on the closing quote of the last of `fields`. */
    | 'text-behind-quote'
    /** The quote of a further field is not closed, or only by one that belongs to a later row. */
    | 'open-quote'
    /** More than `limit` characters belong to it, and no quote is open. */
    | 'too-long';
  readonly fields: string[];
  /** Where the next record begins; of an open quote, the line behind the one that it stands in. */
  readonly end: number;
  /** How many line ends lie before `end`. */
  readonly lineEnds: number;
  /** How many line ends lie before the quote of `open-quote`. */
  readonly quoteLine: number;
  /** Up to where the text was looked at. */
  readonly seen: number;
  /** Whether more text could change what was read. */
  readonly isOpenEnded: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MARK = 0xfeff;

/**
 * Reads the record that begins at `start` as RFC 4180 has it, and Python's csv: a cell that begins with a quote ends
 * at the next single quote and may hold separators, line ends (they become `\n`) and quotes; any other is taken
 * as it stands. LF, CRLF and CR end a record. Unlike Python, text behind a closing quote is a fault, but for
 * blanks. Each character is looked at once.
 */
export function readRecord(
  text: string,
  start: number,
  {separator, quoting}: CsvDialect,
  limit: number,
): CsvReading {
  const stop = Math.min(text.length, start + limit);
  const fields: string[] = [];
  let at = text.charCodeAt(start) === MARK ? start + 1 : start;
  let lineEnds = 0;
  const reading = (kind: CsvReading['kind'], end: number, ends: number, seen = end): CsvReading => ({
    kind,
    fields,
    end,
    lineEnds: ends,
    quoteLine: lineEnds,
    seen,
    // A CR may be half of a line end, a quote half of a doubled one, and what is open may be closed.
    isOpenEnded: seen === text.length && (kind === 'open-quote' || text.charCodeAt(seen - 1) !== LF),
  });
  for (;;) {
    if (quoting !== 'none' && at < stop && text.charCodeAt(at) === QUOTE) {
      const cell = readQuoted(text, at, stop, quoting === 'backslash');
      const behind = cell.isClosed ? afterBlanks(text, cell.end + 1, separator) : stop;
      const isEnded = behind >= text.length || isLineEnd(text, behind) || text.startsWith(separator, behind);
      if (!cell.isClosed || (!isEnded && cell.lineEnds > 0)) {
        const end = cell.secondLine === -1 ? stop : cell.secondLine;
        const seen = Math.min(behind + separator.length, text.length);
        return reading('open-quote', end, lineEnds + Number(cell.secondLine !== -1), seen);
      }
      fields.push(unquoted(text.slice(at + 1, cell.end), cell) + text.slice(cell.end + 1, behind));
      if (!isEnded) {
        const end = lineEndFrom(text, behind);
        return reading('text-behind-quote', end.next, lineEnds + end.count);
      }
      at = behind;
      lineEnds += cell.lineEnds;
    } else {
      const from = at;
      while (at < stop && !isLineEnd(text, at) && !startsWith(text, separator, at)) at++;
      // A separator may lie across the limit.
      if (at >= stop && stop < text.length) return reading('too-long', at, lineEnds);
      fields.push(text.slice(from, at));
    }
    if (at >= text.length || isLineEnd(text, at)) {
      const end = lineEndFrom(text, at);
      return reading('record', end.next, lineEnds + end.count);
    }
    at += separator.length;
  }
}

interface QuotedCell {
  /** Of its closing quote. */
  readonly end: number;
  readonly isClosed: boolean;
  readonly lineEnds: number;
  /** Where its second line begins, -1 where it has one line. */
  readonly secondLine: number;
  readonly hasCr: boolean;
  readonly escapedBy: string;
}

function readQuoted(text: string, open: number, stop: number, backslash: boolean): QuotedCell {
  let lineEnds = 0;
  let secondLine = -1;
  let hasCr = false;
  let escapedBy = '';
  let at = open + 1;
  for (; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) break;
      escapedBy ||= '"';
      at++;
    } else if (code === BACKSLASH && backslash && isEscaped(text.charCodeAt(at + 1))) {
      escapedBy = '\\';
      at++;
    } else if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) {
      lineEnds++;
      if (secondLine === -1) secondLine = at + 1;
      hasCr ||= code === CR;
    } else if (code === CR) hasCr = true;
  }
  return {end: at, isClosed: at < stop, lineEnds, secondLine, hasCr, escapedBy};
}

/** Only these two: in `C:\new` the backslash is one of the text. */
function isEscaped(code: number): boolean {
  return code === QUOTE || code === BACKSLASH;
}

function unquoted(inside: string, {escapedBy, hasCr}: QuotedCell): string {
  const lines = hasCr ? inside.replace(/\r\n?/g, '\n') : inside;
  if (escapedBy === '') return lines;
  return escapedBy === '"'
    ? lines.replaceAll('""', '"')
    : lines.replace(/""|\\(["\\])/g, (_, sign) => sign ?? '"');
}

function afterBlanks(text: string, from: number, separator: string): number {
  let at = from;
  while ((text[at] === ' ' || text[at] === '\t') && !startsWith(text, separator, at)) at++;
  return at;
}

function startsWith(text: string, separator: string, at: number): boolean {
  return (
    text.charCodeAt(at) === separator.charCodeAt(0) &&
    (separator.length === 1 || text.startsWith(separator, at))
  );
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LF || code === CR;
}

/** What follows the line that `at` is in, and how many line ends (one or none) lead there. */
function lineEndFrom(text: string, at: number): {next: number; count: number} {
  let end = at;
  while (end < text.length && !isLineEnd(text, end)) end++;
  if (end === text.length) return {next: end, count: 0};
  const isCrLf = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF;
  return {next: end + (isCrLf ? 2 : 1), count: 1};
}
