import {isUtf8} from 'node:buffer';
import {cutBytes, type Encoding} from './encoding.js';
import {BROKEN, unicodeText} from './unicode-text.js';
import {windows1252Text} from './windows-1252.js';

const NEWLINE = 0x0a;

/**
 * The text of a file in pieces, cut anywhere but inside a character. A line with bytes that are no text in this
 * encoding has {@link BROKEN} in their stead.
 */
export async function* textBlocks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decode = decoderOf(encoding);
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const whole = bytes.length - cutOf(bytes, encoding);
    rest = bytes.subarray(whole);
    if (whole > 0) yield decode(bytes.subarray(0, whole));
  }
  if (rest.length > 0) yield BROKEN;
}

/** How many bytes at the end belong to a character that is not whole yet. */
function cutOf(bytes: Buffer, encoding: Encoding): number {
  if (encoding.startsWith('utf-16')) return bytes.length % 2;
  if (encoding.startsWith('utf-32')) return bytes.length % 4;
  return encoding === 'utf-8' ? cutBytes(bytes) : 0;
}

/** Decodes whole characters, or keeps what is left of one to itself. */
function decoderOf(encoding: Encoding): (bytes: Buffer) => string {
  switch (encoding) {
    case 'utf-8':
      return utf8Text;
    case 'utf-16le':
    case 'utf-16be':
    case 'utf-32le':
    case 'utf-32be':
      return (bytes) => unicodeText(bytes, encoding);
    case 'windows-1252':
      return windows1252Text;
    default: {
      const decoder = new TextDecoder(encoding);
      return (bytes) => decoder.decode(bytes, {stream: true}).replaceAll('\ufffd', BROKEN);
    }
  }
}

function utf8Text(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : linesOf(bytes).map(utf8Line).join('');
}

function utf8Line(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? text : text.replaceAll('\ufffd', BROKEN);
}

/** Each with its line end. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const next = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}
