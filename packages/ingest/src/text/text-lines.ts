import {MAX_ROW_CHARACTERS} from './row-bound.js';

const MARK = '\ufeff';

/** A line of a text. */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  /** Without its end, and without a byte-order mark that a joined file has left at its beginning. */
  readonly text: string;
  /** Whether only its beginning is here, because it is longer than a row may be. */
  readonly isCut?: true;
}

/**
 * Cuts a text that comes in blocks into lines. LF and CRLF end a line; where the text has no LF at its
 * beginning, so does CR alone, as in files of old Macs: in others it may be part of a text.
 */
export class TextLines {
  readonly #end: RegExp;
  readonly #crEnds: boolean;
  #line = 0;
  #pending: string[] = [];
  #length = 0;
  /** A CR at the end of a block, which a LF may follow. */
  #held = '';

  constructor(head: string) {
    this.#crEnds = !head.includes('\n') && head.includes('\r');
    this.#end = this.#crEnds ? /\r\n?|\n/g : /\n/g;
  }

  /** The lines that end in `block`. */
  push(block: string): TextLine[] {
    const text = this.#held + block;
    this.#held = this.#crEnds && text.endsWith('\r') ? '\r' : '';
    return this.#cut(text.slice(0, text.length - this.#held.length));
  }

  /** The last line, if it has no end. */
  end(): TextLine[] {
    const lines = this.#cut(this.#held);
    return this.#pending.length > 0 ? [...lines, this.#take()] : lines;
  }

  #cut(text: string): TextLine[] {
    const lines: TextLine[] = [];
    let start = 0;
    for (const {0: end, index} of text.matchAll(this.#end)) {
      this.#add(text.slice(start, index));
      lines.push(this.#take());
      start = index + end.length;
    }
    if (start < text.length) this.#add(text.slice(start));
    return lines;
  }

  #add(piece: string): void {
    if (this.#length <= MAX_ROW_CHARACTERS) this.#pending.push(piece);
    this.#length += piece.length;
  }

  #take(): TextLine {
    let text = this.#pending.join('');
    const isCut = this.#length > MAX_ROW_CHARACTERS;
    this.#pending = [];
    this.#length = 0;
    if (text.endsWith('\r')) text = text.slice(0, -1);
    if (text.startsWith(MARK)) text = text.slice(1);
    return {line: ++this.#line, text, ...(isCut && {isCut})};
  }
}
