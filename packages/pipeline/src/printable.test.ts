import fc from 'fast-check';
import {expect, test} from 'vitest';
import {printable, printableLine, printableMessage} from '../printable.mjs';

test.each([
  ['\u001b[2Jgone', '\\u001b[2Jgone'],
  ['over\rwritten', 'over\\rwritten'],
  ['\u0000\u0007\u0008', '\\u0000\\u0007\\u0008'],
  ['\u009b31m', '\\u009b31m'],
  ['\u202eevil\u202c', '\\u202eevil\\u202c'],
  ['\u2066a\u2069\u200f', '\\u2066a\\u2069\\u200f'],
  ['a\u2028b\u0085c', 'a\\u2028b\\u0085c'],
])('what a terminal would obey in %j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('texts of any script, emoji, tabs and line breaks stay as they are', () => {
  const text = 'Grüße, 日本語, עברית, 👩‍👩‍👧, می‌خواهم\n\tindented';
  expect(printable(text)).toBe(text);
});

test('JSON stays JSON with the same meaning', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('nothing that Unicode calls a control, a turn of direction or a line end is left', () => {
  const all = String.fromCharCode(...Array(0xd800).keys()) + String.fromCharCode(...privateAndAfter);
  expect(all).toMatch(/\p{Bidi_Control}/u);
  expect(printableLine(all)).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u);
});

const privateAndAfter = Array.from({length: 0x10000 - 0xe000}, (_, i) => 0xe000 + i);

test('a line break of the data is escaped in a message; a further line of ours is indented and stays', () => {
  expect(printableMessage('label "joy\ntrain: done"\n  Rename it.')).toBe(
    'label "joy\\ntrain: done"\n  Rename it.',
  );
  expect(printableLine('a\n  b\tc')).toBe('a\\n  b\\tc');
});
