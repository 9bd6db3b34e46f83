import {expect, test} from 'vitest';
import {csvText} from './csv-text.js';

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1+1', `'+1+1`],
  ['-2+3', `'-2+3`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['＝1+1', `'＝1+1`],
])('the text %j is no formula in a spreadsheet', (cell, written) => {
  expect(csvText([['a', cell]])).toBe(`a,${written}\n`);
});

test('numbers keep their sign, as numbers and as texts', () => {
  expect(csvText([[-1.5, '-1', '+2', '-0.5', 3]])).toBe('-1.5,-1,+2,-0.5,3\n');
});

test('cells are quoted where a comma, a quote or a line break is in them', () => {
  expect(
    csvText([
      ['a,b', 'c "d"'],
      ['e\nf', ''],
    ]),
  ).toBe('"a,b","c ""d"""\n"e\nf",\n');
});
