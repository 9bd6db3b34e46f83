import {expect, test} from 'vitest';
import {byteSizeText, parseByteSize} from './byte-size.js';

test.each([
  ['5GB', 5e9],
  ['1.5 MB', 1.5e6],
  ['200kb', 2e5],
  ['12', 12],
  ['0', 0],
  ['5 apples', undefined],
  ['-1GB', undefined],
  ['', undefined],
])('%j is %s bytes', (text, bytes) => expect(parseByteSize(text)).toBe(bytes));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_530_000, '1.5 MB'],
  [2.4e9, '2.4 GB'],
  [5e15, '5000.0 TB'],
])('%s bytes are told as %s', (bytes, text) => expect(byteSizeText(bytes)).toBe(text));
