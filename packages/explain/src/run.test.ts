import {goldenSource, largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {explainedRow, explainWithTinyBert} from './testing/explain-rig.js';
import {type ShapCase, shapCases} from './testing/shap-goldens.js';

const golden = shapCases('tiny-bert').find(({name}) => name === 'medium-2') as ShapCase;

test('in mode shap the table holds the text, its pieces with their places, and the values that shap gives', async () => {
  const {attributions} = await explainWithTinyBert({texts: [golden.text], mode: 'shap'});
  const row = explainedRow(attributions);
  expect(row.tokens).toEqual(golden.tokens);
  expect(row.tokens.map((_, i) => golden.text.slice(row.starts[i], row.ends[i]))).toEqual(golden.tokens);
  expect(largestDifference(row.values, golden.values)).toBeLessThan(1e-4);
  expect(row).toMatchObject({
    text: golden.text,
    source: 'chosen',
    row: null,
    label: null,
    model: 'tuned',
    readTo: golden.text.length,
    mode: 'shap',
    method: 'partition',
    evaluations: golden.masks_counted,
    budget: 500,
  });
  expect(JSON.parse(attributions.schema.metadata.get('labels') ?? '')).toEqual(
    goldenSource('tiny-bert').labels,
  );
});

test.each([
  {mode: 'words', method: 'partition'},
  {mode: 'shap', method: 'partition'},
  {mode: 'words', method: 'occlusion', maxEvaluations: 20},
  {mode: 'words', method: 'exact', maxEvaluations: 4096},
  {mode: 'words', method: 'integratedGradients', maxEvaluations: 2000},
])('base value and values add up to the output in every row: $mode, $method', async (params) => {
  const texts = ['so sad', 'I was (really) angry, but it’s fine now.'];
  const {attributions} = await explainWithTinyBert({texts, maxEvaluations: 10, ...params});
  for (const row of [explainedRow(attributions, 0), explainedRow(attributions, 1)])
    for (const [label, output] of row.outputs.entries()) {
      const sum = row.values.reduce((total, values) => total + (values[label] as number), 0);
      expect(Math.abs((row.baseValues[label] as number) + sum - output)).toBeLessThan(1e-5);
    }
});

test('equal inputs and params give equal bytes', async () => {
  const params = {texts: [golden.text, 'so sad'], maxEvaluations: 50};
  const [first, second] = [await explainWithTinyBert(params), await explainWithTinyBert(params)];
  expect(first.file.equals(second.file)).toBe(true);
});

test('progress ends at its total', async () => {
  const {events} = await explainWithTinyBert({texts: ['so sad', 'i love this day'], maxEvaluations: 21});
  expect(events.at(-1)).toEqual({kind: 'progress', done: 36, total: 36, unit: 'evaluations'});
});
