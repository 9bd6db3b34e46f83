import {expect, test} from 'vitest';
import {sampledTexts} from './sampled-texts.js';
import {explanationOf} from './testing/explanation-of.js';

const LABELS = ['joy', 'fear'];

/** The rows of the texts that can be opened, and what the section says of the others. */
function shown(texts: readonly {text: string; label: number; predicted: number}[]) {
  const sample = texts.map(({text, ...changed}, row) =>
    explanationOf(text, LABELS.length, {source: 'sample', row, ...changed}),
  );
  const {text} = sampledTexts(sample, {labels: LABELS, headingLevel: 2});
  return {
    text,
    rows: [...text.matchAll(/<small>row (\d+)/g)].map(([, row]) => Number(row)),
    panels: text.match(/class="explained"/g)?.length,
    rest: text.match(/Shown are \d+ of them/)?.[0],
  };
}

test('texts that were read wrongly come first, with a picture for the label too', () => {
  const {rows, panels, rest} = shown([
    {text: 'so glad', label: 0, predicted: 0},
    {text: 'so scared', label: 1, predicted: 0},
    {text: 'glad', label: 0, predicted: 0},
    {text: 'scared', label: 0, predicted: 1},
  ]);
  expect(rows).toEqual([1, 3, 0, 2]);
  expect(panels).toBe(6);
  expect(rest).toBeUndefined();
});

test.each([
  {kind: 'many short', words: 3, texts: 2000, most: 100},
  {kind: 'some long', words: 400, texts: 30, most: 7},
  {kind: 'one very long', words: 9000, texts: 1, most: 1},
])('a sample of $kind texts is shown in part, and says so', ({words, texts, most}) => {
  const text = 'word '.repeat(words);
  const {rows, rest} = shown(Array.from({length: texts}, () => ({text, label: 0, predicted: 0})));
  expect(rows).toHaveLength(most);
  expect(rest).toBe(most < texts ? `Shown are ${most} of them` : undefined);
});

test('a long text is told by its opening, cut between characters', () => {
  const {text} = shown([{text: '😡'.repeat(200), label: 0, predicted: 0}]);
  expect(text).toContain(`<summary><bdi>${'😡'.repeat(90)}…</bdi>`);
});
