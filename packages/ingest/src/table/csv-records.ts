import {MAX_ROW_CHARACTERS, ROW_TOO_LONG} from '../text/row-bound.js';
import {type CsvDialect, type CsvReading, readRecord} from './csv-record.js';

/** A record and the line it begins in, or why there is none. */
export type PlacedRecord =
  | {readonly line: number; readonly fields: string[]; readonly content: string}
  | {readonly line: number; readonly reason: string; readonly content: string};

/** How much is kept of a row that is too long. */
const SHOWN = 1000;

/**
 * Cuts a text that comes in blocks into CSV records; blank lines between them are passed over.
 *
 * Where a quote is never closed, or by chance in the midst of a later row, only the lines up to the quote's are
 * lost: reading goes on at the line behind it. That takes linear time: between an open quote and the place that
 * gives it away, no line but the last has quotes of odd number in a row, so none of them opens a cell that goes
 * on behind it, and each is read a second time, never a third.
 */
export class CsvRecords {
  readonly #dialect: CsvDialect;
  readonly #limit: number;
  #blocks: string[] = [];
  #waiting = 0;
  /** How much text to wait for: twice as much each time, since a record is read from its beginning. */
  #wanted = 0;
  #line = 1;
  #isSkipping = false;
  /** Characters looked at so far, each as often as it was. */
  visited = 0;

  constructor(dialect: CsvDialect, limit = MAX_ROW_CHARACTERS) {
    this.#dialect = dialect;
    this.#limit = limit;
  }

  /** The records that are known to end in `block`. */
  push(block: string): PlacedRecord[] {
    this.#blocks.push(block);
    this.#waiting += block.length;
    return this.#waiting < this.#wanted ? [] : this.#read(false);
  }

  /** The records that are left when no block follows. */
  end(): PlacedRecord[] {
    return this.#read(true);
  }

  #read(isLast: boolean): PlacedRecord[] {
    const text = this.#blocks.length === 1 ? (this.#blocks[0] as string) : this.#blocks.join('');
    const records: PlacedRecord[] = [];
    let at = this.#isSkipping ? this.#skipLine(text, 0) : 0;
    while (at < text.length) {
      const reading = readRecord(text, at, this.#dialect, this.#limit);
      this.visited += reading.seen - at;
      if (reading.isOpenEnded && !isLast) break;
      const record = this.#placed(reading, text, at);
      if (record) records.push(record);
      this.#line += reading.lineEnds;
      at = reading.end;
      if (isCut(reading)) at = this.#skipLine(text, at);
    }
    const rest = text.slice(at);
    this.#blocks = rest === '' ? [] : [rest];
    this.#waiting = rest.length;
    this.#wanted = Math.min(2 * rest.length, this.#limit + 1);
    return records;
  }

  /** Passes over what is left of a line that is too long. */
  #skipLine(text: string, from: number): number {
    const end = text.slice(from).search(/[\r\n]/);
    this.#isSkipping = end === -1;
    return end === -1 ? text.length : from + end;
  }

  #placed(reading: CsvReading, text: string, start: number): PlacedRecord | undefined {
    const content = contentOf(text, start, reading.end);
    const line = this.#line;
    switch (reading.kind) {
      case 'record':
        if (reading.fields.length === 1 && content.trim() === '') return undefined;
        return {line, fields: reading.fields, content};
      case 'text-behind-quote':
        return {line, reason: `text after the closing quote of field ${reading.fields.length}`, content};
      case 'open-quote':
        return {line, reason: this.#openQuote(reading, start), content};
      case 'too-long':
        return {line, reason: ROW_TOO_LONG, content: content.slice(0, SHOWN)};
    }
  }

  #openQuote({quoteLine, seen}: CsvReading, start: number): string {
    const place = quoteLine === 0 ? '' : `, in line ${this.#line + quoteLine}`;
    const isBound = seen - start >= this.#limit;
    return `a quote that is ${isBound ? `not closed within ${this.#limit} characters` : 'never closed'}${place}`;
  }
}

/** A record as it is written, without the end of its last line. */
function contentOf(text: string, start: number, end: number): string {
  const from = text[start] === '\ufeff' ? start + 1 : start;
  if (text[end - 1] === '\n') return text.slice(from, text[end - 2] === '\r' ? end - 2 : end - 1);
  return text.slice(from, text[end - 1] === '\r' ? end - 1 : end);
}

/** Whether a reading ends in the midst of a line, for want of memory. */
function isCut({kind, lineEnds, quoteLine}: CsvReading): boolean {
  return kind === 'too-long' || (kind === 'open-quote' && lineEnds === quoteLine);
}
