import {isUtf8} from 'node:buffer';

/** A line of a text file. */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  /** Without its end. Bytes that are no UTF-8 stand as U+FFFD. */
  readonly text: string;
  /** Whether the bytes are UTF-8. */
  readonly valid: boolean;
}

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The lines of a UTF-8 file that end with LF or CRLF, the last one with either or nothing; a byte-order mark
 * at the beginning is left out.
 */
export async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  let line = 0;
  let pending: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      pending.push(chunk.subarray(start, end));
      yield textLine(Buffer.concat(pending), ++line);
      pending = [];
      start = end + 1;
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  if (pending.length > 0) yield textLine(Buffer.concat(pending), ++line);
}

function textLine(bytes: Buffer, line: number): TextLine {
  let text = bytes.toString('utf8');
  if (text.endsWith('\r')) text = text.slice(0, -1);
  if (line === 1 && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
  return {line, text, valid: isUtf8(bytes)};
}
