import {expect, test} from 'vitest';
import {collapseWhitespace, stripWhitespace} from './python-whitespace.js';

/** All code points below U+10000 for which Python 3.11's `str.isspace` holds. */
const PYTHON_SPACES = [
  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002,
  0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
];

test('white space is what Python’s str.isspace takes for it, no more and no less', () => {
  const found = Array.from({length: 0x10000}, (_, code) => code).filter(
    (code) => stripWhitespace(String.fromCharCode(code)) === '',
  );
  expect(found).toEqual(PYTHON_SPACES);
});

test('each run becomes one space, at the ends too', () => {
  expect(collapseWhitespace('\u001ca \t\u0085b\ufeff\n')).toBe(' a b\ufeff ');
  expect(stripWhitespace(' \u001fa b\u3000')).toBe('a b');
});
