import {MAX_ROW_CHARACTERS} from '../text/row-bound.js';

/** The text of a JSON value and the line it begins in. */
export interface JsonValue {
  readonly line: number;
  readonly content: string;
}

/** Why a file cannot be taken apart, and in which line that shows. */
export interface JsonFault {
  readonly line: number;
  readonly fault: string;
}

/**
 * Cuts a JSON text that comes in blocks into the elements of its list, or into the values that stand one after
 * another, each over as many lines as it has. Looks at each character once; whether a value is valid is for
 * its reader to say.
 */
export class JsonValues {
  #line = 1;
  #isInList = false;
  /** What the value that is open holds from the blocks before; undefined between values. */
  #open: {line: number; pieces: string[]; length: number} | undefined;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #lastCode = 0;

  /** The values that end in `block`. */
  push(block: string): JsonValue[] {
    const values: JsonValue[] = [];
    let start = 0;
    for (let at = 0; at < block.length; at++) {
      const code = block.charCodeAt(at);
      if (code === LF ? this.#lastCode !== CR : code === CR) this.#line++;
      this.#lastCode = code;
      if (!this.#open) {
        if (this.#isBetween(code)) continue;
        this.#open = {line: this.#line, pieces: [], length: 0};
        start = at;
      }
      const end = this.#endOfValue(code, at, at === start && this.#open.pieces.length === 0);
      if (end === -1) continue;
      const {line, pieces} = this.#open;
      values.push({line, content: [...pieces, block.slice(start, end)].join('')});
      this.#open = undefined;
      if (end === at) this.#isBetween(code);
    }
    if (this.#open && this.#open.length <= MAX_ROW_CHARACTERS) {
      this.#open.pieces.push(block.slice(start));
      this.#open.length += block.length - start;
    }
    return values;
  }

  /** What is wrong with the text up to here if no block follows. */
  fault(): JsonFault | undefined {
    if (this.#open) {
      const {line, length} = this.#open;
      const within = length > MAX_ROW_CHARACTERS ? 'not closed within 16 Mi characters' : 'never closed';
      return {line, fault: `the value that begins here is ${within}`};
    }
    return this.#isInList ? {line: this.#line, fault: 'the list is never closed'} : undefined;
  }

  /** Whether there is no use in reading on. */
  get isTooLong(): boolean {
    return this.#open !== undefined && this.#open.length > MAX_ROW_CHARACTERS;
  }

  /** Whether a character belongs to no value; opens and closes the list. */
  #isBetween(code: number): boolean {
    if (code === OPEN_LIST && !this.#isInList) this.#isInList = true;
    else if (code === CLOSE_LIST && this.#isInList) this.#isInList = false;
    else return code === COMMA || isSpace(code);
    return true;
  }

  /** Where the open value ends, -1 where it goes on: behind `code`, or before it where it is a number or word. */
  #endOfValue(code: number, at: number, isFirst: boolean): number {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === BACKSLASH) this.#isEscaped = true;
      else if (code === QUOTE) this.#isInString = false;
      return !this.#isInString && this.#depth === 0 ? at + 1 : -1;
    }
    if (code === QUOTE) this.#isInString = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) this.#depth++;
    else if (this.#depth > 0 && (code === CLOSE_LIST || code === CLOSE_OBJECT))
      return --this.#depth === 0 ? at + 1 : -1;
    else if (this.#depth === 0 && isFirst && code === CLOSE_OBJECT) return at + 1;
    else if (this.#depth === 0 && (code === CLOSE_LIST || code === COMMA || isSpace(code)))
      return isFirst ? at + 1 : at;
    return -1;
  }
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === LF || code === CR || code === 0xfeff;
}
