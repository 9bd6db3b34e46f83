import fc from 'fast-check';
import {expect, test} from 'vitest';
import {TextLines} from './text-lines.js';

function linesOf(...blocks: string[]): string[] {
  const lines = new TextLines(blocks.join(''));
  const all = [...blocks.flatMap((block) => lines.push(block)), ...lines.end()];
  expect(all.map(({line}) => line)).toEqual(all.map((_, i) => i + 1));
  return all.map(({text}) => text);
}

test.each([
  ['LF and CRLF', 'a\r\nb\n\nc', ['a', 'b', '', 'c']],
  ['a last end', 'a\nb\n', ['a', 'b']],
  ['CR, where there is no LF', 'a\rb\r\rc', ['a', 'b', '', 'c']],
  ['no CR where there is a LF', 'a\rb\nc', ['a\rb', 'c']],
  ['marks of joined files', '\ufeffa\n\ufeffb\nc\ufeff', ['a', 'b', 'c\ufeff']],
])('lines end with %s', (_, text, expected) => {
  expect(linesOf(text)).toEqual(expected);
});

test('wherever a text is cut into blocks, its lines are the same', () => {
  const sign = fc.constantFrom('a', '\n', '\r', '\r\n', '\ufeff', 'é');
  fc.assert(
    fc.property(fc.array(fc.array(sign).map((signs) => signs.join(''))), (blocks) => {
      expect(linesOf(...blocks)).toEqual(linesOf(blocks.join('')));
    }),
  );
});
