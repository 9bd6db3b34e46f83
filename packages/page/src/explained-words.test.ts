import fc from 'fast-check';
import {expect, test} from 'vitest';
import {explainedWords} from './explained-words.js';
import type {ExplainedPiece} from './explanation.js';

function explanation(text: string, pieces: [start: number, end: number, value: number][]) {
  return {
    text,
    pieces: pieces.map(
      ([start, end, value]): ExplainedPiece => ({
        token: text.slice(start, end).trim(),
        start,
        end,
        values: [value],
      }),
    ),
  };
}

const shown = ({words, after}: ReturnType<typeof explainedWords>) => [
  ...words.map(({before, text, values}) => [before, text, values[0]]),
  after,
];

test('the pieces of a word are shown as one word with the sum of their values', () => {
  const words = explainedWords(
    explanation('I am overwhelmed.', [
      [0, 2, 1],
      [2, 5, 2],
      [5, 9, 4],
      [9, 14, 8],
      [14, 16, 16],
      [16, 17, 32],
    ]),
  );
  expect(shown(words)).toEqual([['', 'I', 1], [' ', 'am', 2], [' ', 'overwhelmed', 28], ['', '.', 32], '']);
  expect(words.words[2]?.tokens).toEqual(['over', 'whelm', 'ed']);
});

test('pieces that share characters become one word, so that no character is shown twice', () => {
  const words = explainedWords(
    explanation('so 🎉!', [
      [0, 3, 1],
      [3, 5, 2],
      [3, 5, 4],
      [5, 6, 8],
    ]),
  );
  expect(shown(words)).toEqual([['', 'so', 1], [' ', '🎉', 6], ['', '!', 8], '']);
});

test('scripts that are written without spaces keep their pieces apart', () => {
  const words = explainedWords(
    explanation('我很高兴', [
      [0, 1, 1],
      [1, 2, 2],
      [2, 4, 4],
    ]),
  );
  expect(shown(words)).toEqual([['', '我', 1], ['', '很', 2], ['', '高兴', 4], '']);
});

test('a special token without characters keeps its value and shows no text', () => {
  const words = explainedWords(
    explanation('sad ', [
      [0, 0, 1],
      [0, 4, 2],
      [4, 4, 4],
    ]),
  );
  expect(shown(words)).toEqual([['', '', 1], ['', 'sad', 2], ['', '', 4], ' ']);
});

test('whatever the pieces: the words give the text back, and no value is lost', () => {
  const cases = fc.string({unit: 'grapheme', minLength: 1, maxLength: 30}).chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc.array(fc.tuple(fc.nat(text.length), fc.nat(text.length), fc.integer({min: -9, max: 9})), {
        maxLength: 12,
      }),
    ),
  );
  fc.assert(
    fc.property(cases, ([text, spans]) => {
      const pieces = spans.map(([a, b, value]): [number, number, number] => [
        Math.min(a, b),
        Math.max(a, b),
        value,
      ]);
      const {words, after} = explainedWords(explanation(text, pieces));
      expect(words.map((word) => word.before + word.text).join('') + after).toBe(text);
      const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
      expect(total(words.map(({values}) => values[0] ?? 0))).toBe(total(pieces.map(([, , value]) => value)));
    }),
  );
});
