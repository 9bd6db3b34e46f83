import {isUtf8} from 'node:buffer';
import {unicodeText} from './unicode-text.js';

/** The encodings of text that are read; all but Unicode's only where the user names them. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'macintosh',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** An encoding, how many bytes of byte-order mark come first, and by what it was found where it is not UTF-8. */
export interface FoundEncoding {
  readonly encoding: Encoding;
  readonly markBytes: number;
  readonly by?: string;
}

/** The longer marks first: UTF-32's begins as UTF-16's does. */
const MARKS: readonly {encoding: Encoding; mark: string}[] = [
  {encoding: 'utf-32le', mark: 'fffe0000'},
  {encoding: 'utf-32be', mark: '0000feff'},
  {encoding: 'utf-8', mark: 'efbbbf'},
  {encoding: 'utf-16le', mark: 'fffe'},
  {encoding: 'utf-16be', mark: 'feff'},
];

const WIDE = ['utf-32le', 'utf-32be', 'utf-16le', 'utf-16be'] as const;

/**
 * The Unicode encoding of a file that begins with `head`: by its byte-order mark, else by the zero bytes that
 * UTF-16 and UTF-32 have and UTF-8 has not. Encodings of one language cannot be told apart: those are UTF-8 here,
 * whose reader finds each line that is not.
 */
export function detectEncoding(head: Buffer): FoundEncoding {
  const start = head.toString('hex', 0, 4);
  const marked = MARKS.find(({mark}) => start.startsWith(mark));
  if (marked) {
    const by = marked.encoding === 'utf-8' ? {} : {by: 'its byte-order mark'};
    return {encoding: marked.encoding, markBytes: marked.mark.length / 2, ...by};
  }
  const zeros = head.reduce((count, byte) => count + Number(byte === 0), 0);
  // A text in UTF-8 may hold a NUL here and there.
  const isWide = zeros > head.length / 8 || (zeros > 0 && !isUtf8(withoutCutCharacter(head)));
  const wide = isWide ? WIDE.find((encoding) => isPlainText(unicodeText(head, encoding))) : undefined;
  return wide ? {encoding: wide, markBytes: 0, by: 'its zero bytes'} : {encoding: 'utf-8', markBytes: 0};
}

/** Whether this can be a text of lines: in the wrong byte order, line ends become other characters. */
function isPlainText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
  return /[\r\n]/.test(text) && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) && text.isWellFormed();
}

/** `bytes` up to a UTF-8 character of which only the beginning is there. */
export function withoutCutCharacter(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - cutBytes(bytes));
}

/** How many bytes at the end of `bytes` begin a UTF-8 character that goes on behind them. */
export function cutBytes(bytes: Buffer): number {
  for (let count = 1; count <= Math.min(3, bytes.length); count++) {
    const byte = bytes[bytes.length - count] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > count ? count : 0;
  }
  return 0;
}
