import fc from 'fast-check';
import {expect, test} from 'vitest';
import {collect} from './testing/collect.js';
import {type TextLine, textLines} from './text-lines.js';

async function linesOf(...chunks: (string | Uint8Array)[]): Promise<TextLine[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk as Uint8Array);
  }
  return await collect(textLines(stream()));
}

test('LF and CRLF end a line, and the last line needs neither', async () => {
  expect(await linesOf('a\r\nb\n\nc')).toEqual([
    {line: 1, text: 'a', valid: true},
    {line: 2, text: 'b', valid: true},
    {line: 3, text: '', valid: true},
    {line: 4, text: 'c', valid: true},
  ]);
});

test('a byte-order mark is left out of the first line only', async () => {
  const [first, second] = await linesOf('\ufeffa\n\ufeffb\n');
  expect([first?.text, second?.text]).toEqual(['a', '\ufeffb']);
});

test('a line that is no UTF-8 is marked, its neighbours are not', async () => {
  const lines = await linesOf('a\n', Uint8Array.of(0x62, 0xe9, 0x0a), 'c\n');
  expect(lines.map(({text, valid}) => [text, valid])).toEqual([
    ['a', true],
    ['b\ufffd', false],
    ['c', true],
  ]);
});

test('wherever the stream is cut, the lines are those of the text', async () => {
  const text = fc.string({unit: 'binary', minLength: 1}).map((line) => line.replace(/[\n\r\ufeff]/g, ''));
  await fc.assert(
    fc.asyncProperty(fc.array(text), fc.array(fc.nat({max: 20})), async (lines, cuts) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const chunks: Uint8Array[] = [];
      let start = 0;
      for (const cut of [...cuts, bytes.length]) {
        chunks.push(bytes.subarray(start, start + cut));
        start += cut;
      }
      const read = await linesOf(...chunks);
      expect(read.map((line) => line.text)).toEqual(lines.map((line) => Buffer.from(line).toString()));
      expect(read.map(({line}) => line)).toEqual(lines.map((_, i) => i + 1));
    }),
  );
});
