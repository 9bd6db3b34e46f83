import fc from 'fast-check';
import {expect, test} from 'vitest';
import {utf16Offsets} from './utf16-offsets.js';

test('a code point outside the basic plane counts two units', () => {
  const offset = utf16Offsets('a😡b');
  expect([0, 1, 2, 3].map(offset)).toEqual([0, 1, 3, 4]);
});

test('cutting at the offsets gives the code points, lone surrogates included', () => {
  fc.assert(
    fc.property(fc.array(fc.string({unit: 'binary', maxLength: 1})), (characters) => {
      const text = characters.join('');
      const codePoints = Array.from(text);
      const offset = utf16Offsets(text);
      expect(codePoints.map((_, i) => text.slice(offset(i), offset(i + 1)))).toEqual(codePoints);
      expect(offset(codePoints.length)).toBe(text.length);
    }),
  );
});
