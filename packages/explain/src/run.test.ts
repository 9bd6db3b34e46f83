import {readdir} from 'node:fs/promises';
import {goldenSource} from '@retune/encoder/testing';
import type {StageEvent} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import type {Table} from 'apache-arrow';
import {expect, test} from 'vitest';
import {explainWithTinyBert, RIG_TEXTS} from './testing/explain-rig.js';
import {type ShapCase, shapCases} from './testing/shap-goldens.js';

const golden = shapCases('tiny-bert').find(({name}) => name === 'medium-2') as ShapCase;

test('in mode shap the table holds the text, its pieces with their places, and the values that shap gives', async () => {
  const {attributions} = await explainWithTinyBert({texts: [golden.text], mode: 'shap'});
  const row = rowOf(attributions);
  expect(row.tokens).toEqual(golden.tokens);
  expect(row.tokens.map((_, i) => golden.text.slice(row.starts[i], row.ends[i]))).toEqual(golden.tokens);
  expect(row.values.flat().map((value) => value.toFixed(4))).toEqual(
    golden.values.flat().map((value) => Math.fround(value).toFixed(4)),
  );
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
  for (const row of [rowOf(attributions, 0), rowOf(attributions, 1)])
    for (const [label, output] of row.outputs.entries()) {
      const sum = row.values.reduce((total, values) => total + (values[label] as number), 0);
      expect(Math.abs((row.baseValues[label] as number) + sum - output)).toBeLessThan(1e-5);
    }
});

test('pieces have their places in UTF-16 units', async () => {
  const text = '😡😡 so  mad';
  const {tokens, starts, ends} = rowOf(
    (await explainWithTinyBert({texts: [text], mode: 'shap'})).attributions,
  );
  expect(tokens).toEqual(['', '😡😡 ', 'so  ', 'mad', '']);
  expect(starts).toEqual([0, 0, 5, 9, 0]);
  expect(ends).toEqual([0, 5, 9, 12, 0]);
});

test('equal inputs and params give equal bytes', async () => {
  const params = {texts: [golden.text, 'so sad'], maxEvaluations: 50};
  const [first, second] = [await explainWithTinyBert(params), await explainWithTinyBert(params)];
  expect(first.file.equals(second.file)).toBe(true);
});

test.each(['partition', 'integratedGradients'])(
  'a run that was ended goes on behind the texts that were done, to the same bytes: %s',
  async (method) => {
    const stateFolder = await temporaryFolder();
    const texts = Array.from({length: 40}, (_, i) => `so sad ${i}`);
    const params = {texts, method, maxEvaluations: 300};
    // 32 of the texts make a group.
    const isBehindFirstGroup = (event: StageEvent) =>
      event.kind === 'progress' && event.done > 0.82 * event.total;
    const ending = explainWithTinyBert(params, {
      stateFolder,
      onEvent: (event) => {
        if (isBehindFirstGroup(event)) throw new Error('ended');
      },
    });
    await expect(ending).rejects.toThrow('ended');
    expect(await readdir(stateFolder)).toHaveLength(1);
    const whole = await explainWithTinyBert(params);
    const resumed = await explainWithTinyBert(params, {stateFolder});
    expect(resumed.file.equals(whole.file)).toBe(true);
    expect(resumed.events.length).toBeLessThanOrEqual(whole.events.length - (method === 'partition' ? 1 : 0));
  },
);

test('no texts make an empty table', async () => {
  expect((await explainWithTinyBert({})).attributions.numRows).toBe(0);
});

test.each([
  ['an empty text', ''],
  ['only white space', ' \t\n '],
  ['only control characters', '\u0000\u0001\u007f'],
])('%s has values of 0', async (_, text) => {
  const row = rowOf((await explainWithTinyBert({texts: [text]})).attributions);
  expect(row.text).toBe(text);
  expect(row.values.flat().every((value) => value === 0)).toBe(true);
  expect(row.outputs).toEqual(row.baseValues);
});

test('a lone surrogate is explained as the replacement character', async () => {
  const {attributions} = await explainWithTinyBert({texts: ['so \ud800 sad']});
  const row = rowOf(attributions);
  expect(row.text).toBe('so \ufffd sad');
  // BERT's tokenizer drops it, as it drops control characters.
  expect(row.tokens).toEqual(['so', 'sad']);
});

test('a text longer than the classifier reads is explained up to there, with a warning', async () => {
  const {attributions, events} = await explainWithTinyBert({
    texts: ['so sad '.repeat(5000)],
    maxEvaluations: 20,
  });
  const row = rowOf(attributions);
  expect(row.tokens).toEqual(new Array(63).fill(['so', 'sad']).flat());
  expect(row.readTo).toBe('so sad '.length * 63 - 1);
  expect(events[0]).toEqual({
    kind: 'warning',
    message: 'text 1 is too long: the classifier reads 440 of its 35000 characters',
  });
});

test('in mode shap a text longer than the classifier reads is explained whole', async () => {
  const texts = ['so sad '.repeat(70)];
  const {attributions} = await explainWithTinyBert({texts, maxEvaluations: 20, mode: 'shap'});
  expect(rowOf(attributions).tokens.length).toBe(142);
  expect(rowOf(attributions).readTo).toBe(441);
});

test('a text is cut where the tokens that the classifier learned from were cut', async () => {
  const {attributions} = await explainWithTinyBert({texts: ['so sad so sad']}, {truncatedAt: 4});
  expect(rowOf(attributions)).toMatchObject({tokens: ['so', 'sad'], readTo: 6});
});

test('progress ends at its total', async () => {
  const {events} = await explainWithTinyBert({texts: ['so sad', 'i love this day'], maxEvaluations: 21});
  expect(events.at(-1)).toEqual({kind: 'progress', done: 36, total: 36, unit: 'evaluations'});
});

test('a budget below 2 is refused', async () => {
  await expect(explainWithTinyBert({texts: ['a'], maxEvaluations: 1})).rejects.toThrow(
    'explain.maxEvaluations: must be at least 2: the text with everything hidden and the whole text are always evaluated',
  );
});

test('a model that gives no finite numbers is refused', async () => {
  await expect(explainWithTinyBert({texts: ['so sad']}, {headScale: Number.NaN})).rejects.toThrow(
    'model: the classifier gives numbers that are not finite\n' +
      '  Its training went astray: train again with a lower learningRate.',
  );
});

test('a model for other labels is refused', async () => {
  await expect(explainWithTinyBert({texts: ['so sad']}, {modelLabels: ['bad', 'good']})).rejects.toThrow(
    'inputs: model: the model was trained for the labels bad, good, but the tokens have sadness, anger, ',
  );
});

test('mistakes come by confidence, the sample by row; both know their row and label', async () => {
  const {attributions, words} = await explainWithTinyBert(
    {mistakes: 2, sample: 3, sampleEvaluations: 20},
    {wired: ['examples', 'evaluation']},
  );
  const rows = Array.from({length: attributions.numRows}, (_, row) => rowOf(attributions, row));
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
  const rows = Array.from({length: attributions.numRows}, (_, row) => rowOf(attributions, row));
  expect(rows.map(({text, model}) => [text, model])).toEqual(
    ['so sad', 'i feel happy'].flatMap((text) =>
      ['tuned', 'untrained', 'compared'].map((model) => [text, model]),
    ),
  );
  // The model to compare with has the tuned one's head with its sign turned.
  expect(rows[2]?.outputs).not.toEqual(rows[0]?.outputs);
  expect(rows[1]?.values).toEqual(rows[0]?.values);
  expect(page.match(/<article/g)).toHaveLength(2);
});

test.each([
  [
    'a sample without examples',
    {sample: 1},
    'explain.sample: needs the input "examples", which is not wired',
  ],
  ['mistakes without an evaluation', {mistakes: 1}, 'explain.mistakes: needs the input "evaluation"'],
  [
    'a label that does not exist',
    {label: 'sad'},
    'explain.label: there is no label "sad"\n  The labels are sadness, ',
  ],
  [
    'exact values of a long text',
    {texts: ['a b c d e f g h i j'], method: 'exact'},
    'explain.method: exact needs 1024 evaluations for the 10 parts of the text "a b c d e f g h i j", but 500 are allowed',
  ],
  [
    'occlusion of a text with more words than evaluations',
    {texts: ['a b c'], method: 'occlusion', maxEvaluations: 4},
    'occlusion needs 5 evaluations for the 3 parts',
  ],
  [
    'integrated gradients of SHAP’s pieces',
    {texts: ['a'], method: 'integratedGradients', mode: 'shap'},
    'explain.mode: integrated gradients give values to words',
  ],
  [
    'integrated gradients with too few points',
    {texts: ['so sad'], method: 'integratedGradients', steps: 2, maxEvaluations: 5},
    'explain.maxEvaluations: 5 do not suffice for integrated gradients of the text "so sad": values and output are still ',
  ],
])('%s is refused', async (_, params, message) => {
  const wired = 'mistakes' in params ? (['examples'] as const) : [];
  await expect(explainWithTinyBert(params, {wired: [...wired]})).rejects.toThrow(message);
});

interface Row {
  source: string;
  model: string;
  row: number;
  budget: number;
  text: string;
  tokens: string[];
  starts: number[];
  ends: number[];
  values: number[][];
  baseValues: number[];
  outputs: number[];
  readTo: number;
}

/** A row as plain arrays. */
function rowOf(table: Table, row = 0): Row {
  return JSON.parse(JSON.stringify(table.get(row)));
}
