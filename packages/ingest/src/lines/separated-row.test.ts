import fc from 'fast-check';
import {expect, test} from 'vitest';
import {separatedRow} from './separated-row.js';

test('the last separator counts, so a text may hold it', () => {
  expect(separatedRow(7, 'well; fine;joy', ';')).toEqual({line: 7, text: 'well; fine', label: 'joy'});
});

test('any text joined to a label without separator is taken apart again', () => {
  const separator = fc.constantFrom(';', '\t', '|', ',');
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.string(), separator, (text, anyLabel, sign) => {
      const label = anyLabel.replaceAll(sign, '').trim();
      fc.pre(text.trim() !== '' && label !== '');
      expect(separatedRow(1, text + sign + label, sign)).toEqual({line: 1, text, label});
    }),
  );
});

test('a line gives a row, or its reason and content, or nothing where nothing stands in it', () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom(';', ' ', 'a')}), (content) => {
      const row = separatedRow(1, content, ';');
      if (row === undefined) {
        expect(content.replaceAll(';', '').trim()).toBe('');
        return;
      }
      if ('reason' in row) {
        expect(row.content).toBe(content);
        return;
      }
      expect(content.startsWith(`${row.text};`)).toBe(true);
      expect(content.slice(row.text.length + 1).trim()).toBe(row.label);
      expect(row.label).not.toContain(';');
    }),
  );
});

test.each([
  ['no sign at all', 'no ";" between text and label'],
  [';joy', 'the text is empty'],
  ['  ;joy', 'the text is empty'],
  ['glad;', 'the label is empty'],
  ['glad;  ', 'the label is empty'],
])('%j is refused: %s', (content, reason) => {
  expect(separatedRow(3, content, ';')).toEqual({line: 3, reason, content});
});

test('blanks around a label are dropped, those of a text are kept', () => {
  expect(separatedRow(1, ' glad ; joy ', ';')).toEqual({line: 1, text: ' glad ', label: 'joy'});
});

test('a separator may have several characters', () => {
  expect(separatedRow(1, 'a\t__label__b', '\t__label__')).toEqual({line: 1, text: 'a', label: 'b'});
});
