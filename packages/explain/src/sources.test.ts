import {largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {RIG_TEXTS} from './testing/explain-inputs.js';
import {explainedRows, explainWithTinyBert} from './testing/explain-rig.js';

test('mistakes come by confidence, the sample by row; both know their row and label', async () => {
  const {attributions, words} = await explainWithTinyBert(
    {mistakes: 2, sample: 3, sampleEvaluations: 20},
    {wired: ['examples', 'evaluation']},
  );
  const rows = explainedRows(attributions);
  expect(rows.slice(0, 2)).toMatchObject([
    {source: 'mistake', row: 2, label: 2, text: RIG_TEXTS[2], budget: 500},
    {source: 'mistake', row: 1, label: 1, text: RIG_TEXTS[1], budget: 500},
  ]);
  const sampled = rows.slice(2);
  expect(sampled.map(({source, budget}) => [source, budget])).toEqual(new Array(3).fill(['sample', 20]));
  expect(sampled.map(({text, row}) => text === RIG_TEXTS[row])).toEqual([true, true, true]);
  const total = sampled.flatMap(({tokens, values}) =>
    tokens.map((token, i) => (token === 'so' ? values[i]?.[0] : 0)),
  );
  const so = Array.from({length: words.numRows}, (_, row) => words.get(row)).find(
    (word) => word?.word === 'so' && word.label === 0,
  );
  expect(so?.totalValue).toBeCloseTo(
    total.reduce<number>((sum, value) => sum + (value ?? 0), 0),
    6,
  );
});

test('a text is explained by all classifiers that are compared, side by side', async () => {
  const {attributions, page} = await explainWithTinyBert(
    {texts: ['so sad', 'i feel happy'], compareUntrained: true},
    {wired: ['compared']},
  );
  const rows = explainedRows(attributions);
  expect(rows.map(({text, model}) => [text, model])).toEqual(
    ['so sad', 'i feel happy'].flatMap((text) =>
      ['tuned', 'untrained', 'compared'].map((model) => [text, model]),
    ),
  );
  // The model to compare with has the tuned one's head with its sign turned.
  expect(rows[2]?.outputs).not.toEqual(rows[0]?.outputs);
  // Each classifier has batches of its own, which may round differently.
  expect(largestDifference(rows[1]?.values ?? [], rows[0]?.values ?? [[]])).toBeLessThan(1e-5);
  expect(page.match(/<article/g)).toHaveLength(2);
});
