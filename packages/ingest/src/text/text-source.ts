import {createReadStream} from 'node:fs';
import type {DataSource, FormatReader} from '../data-source.js';
import {INVALID_TEXT, type ParsedRow} from '../row.js';
import {detectEncoding, type FoundEncoding} from './encoding.js';
import {textBlocks} from './text-blocks.js';

/** A data file of text. */
export interface TextSource extends Omit<DataSource, 'head'> {
  /** The file's first characters. */
  readonly head: string;
  /** All of it, from its first character on, without a byte-order mark. */
  readonly blocks: () => AsyncIterable<string>;
  /** Why a row is refused that is no text in the file's encoding. */
  readonly invalid: string;
}

const BLOCK_BYTES = 1 << 20;

/** A reader of files of text in whatever encoding. */
export function textFormat(read: (source: TextSource) => AsyncIterable<ParsedRow[]>): FormatReader {
  return async function* (source) {
    const {encoding, markBytes, by} = encodingOf(source);
    if (by) source.tell(`the file is ${nameOf(encoding)}, found by ${by}`);
    const invalid = `not valid ${nameOf(encoding)}`;
    const [head = ''] = await firstOf(textBlocks(only(source.head.subarray(markBytes)), encoding));
    const range = {start: markBytes, end: source.size - 1, highWaterMark: BLOCK_BYTES};
    const blocks = () =>
      source.size > markBytes ? textBlocks(createReadStream(source.place, range), encoding) : only('');
    for await (const rows of read({...source, head, blocks, invalid}))
      yield rows.map((row) => ('reason' in row ? asText(row, invalid) : row));
  };
}

function encodingOf({head, params}: DataSource): FoundEncoding {
  const found = detectEncoding(head);
  if (params.encoding === 'auto') return found;
  // A mark that belongs to another encoding is not one.
  return {encoding: params.encoding, markBytes: found.encoding === params.encoding ? found.markBytes : 0};
}

function nameOf(encoding: string): string {
  return encoding.toUpperCase();
}

type Rejected = Extract<ParsedRow, {reason: string}>;

function asText(row: Rejected, invalid: string): Rejected {
  const reason = row.reason === INVALID_TEXT ? invalid : row.reason;
  return {...row, reason, content: row.content.toWellFormed()};
}

async function* only<T>(item: T): AsyncGenerator<T> {
  yield item;
}

async function firstOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  for await (const item of items) return [item];
  return [];
}
