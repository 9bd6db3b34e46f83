import {softmax} from '@retune/encoder';
import {goldenSource, largestDifference, readGolden} from '@retune/encoder/testing';
import type {Table} from 'apache-arrow';
import {expect, test} from 'vitest';
import {evaluateTinyBert, GOLDEN_ROWS, TEST_ROWS} from './testing/evaluate-rig.js';

const FIRST_TEST_ROW = GOLDEN_ROWS.length - TEST_ROWS;
const goldenLogits = readGolden('tiny-bert').logits.slice(FIRST_TEST_ROW);

test('predictions hold the logits that transformers gives, row by row of the split', async () => {
  const {predictions} = await evaluateTinyBert({});
  expect(predictions.numRows).toBe(TEST_ROWS);
  expect(largestDifference(listsOf(predictions, 'logits'), goldenLogits)).toBeLessThan(1e-4);
  const probabilities = goldenLogits.map((row) => softmax(row));
  expect(largestDifference(listsOf(predictions, 'probabilities'), probabilities)).toBeLessThan(1e-4);
  expect([...(predictions.getChild('row') ?? [])]).toEqual(goldenLogits.map((_, i) => FIRST_TEST_ROW + i));
  expect([...(predictions.getChild('label') ?? [])]).toEqual(
    goldenLogits.map((_, i) => (FIRST_TEST_ROW + i) % 6),
  );
  expect([...(predictions.getChild('predicted') ?? [])]).toEqual(
    goldenLogits.map((row) => row.indexOf(Math.max(...row))),
  );
  expect(JSON.parse(predictions.schema.metadata.get('labels') ?? '')).toEqual(
    goldenSource('tiny-bert').labels,
  );
});

test('from cached hidden states the predictions are the same, up to half precision', async () => {
  const {predictions} = await evaluateTinyBert({}, {features: 2});
  expect(largestDifference(listsOf(predictions, 'logits'), goldenLogits)).toBeLessThan(0.02);
});

test('the tuned and the untrained classifier are judged on the same rows', async () => {
  const {report} = await evaluateTinyBert({});
  expect(report).toMatchObject({split: 'test', rows: TEST_ROWS, labels: goldenSource('tiny-bert').labels});
  const hits = (sign: number) =>
    goldenLogits.filter((row, i) => bestOf(row.map((logit) => sign * logit)) === (FIRST_TEST_ROW + i) % 6)
      .length;
  expect(report.tuned.accuracy).toBe(hits(1) / TEST_ROWS);
  expect(report.untrained.accuracy).toBe(hits(-1) / TEST_ROWS);
});

test('another split can be judged', async () => {
  const {report, predictions} = await evaluateTinyBert({split: 'train'});
  expect(report.rows).toBe(FIRST_TEST_ROW);
  expect(predictions.getChild('split')?.get(0)).toBe('train');
});

test('a split of one label gives metrics with notes on what has no value', async () => {
  const {report, summary} = await evaluateTinyBert({}, {labelIds: GOLDEN_ROWS.map(() => 3)});
  expect(report.tuned.aucMacro).toBeNull();
  expect(report.tuned.notes).toContainEqual({
    metric: 'perClass.surprise.auc',
    value: null,
    reason: 'every row is labelled "surprise"',
  });
  expect(summary).toMatch(/^AUC \(macro, one vs rest\) +- +-$/m);
});

test('progress counts the rows of both classifiers', async () => {
  const {events} = await evaluateTinyBert({});
  expect(events).toEqual([
    {kind: 'progress', done: TEST_ROWS, total: 2 * TEST_ROWS, unit: 'rows'},
    {kind: 'progress', done: 2 * TEST_ROWS, total: 2 * TEST_ROWS, unit: 'rows'},
  ]);
});

test('a split without rows is refused, with those that have some', async () => {
  await expect(evaluateTinyBert({split: 'validation'})).rejects.toThrow(
    'evaluate.split: the validation split has no row\n' +
      '  The splits with rows are train, test: set evaluate.split to one of them.',
  );
});

test('features of other rows are refused', async () => {
  await expect(evaluateTinyBert({}, {features: 2, featureRows: 20})).rejects.toThrow(
    `inputs of evaluate: features: they have 20 rows, the tokens ${GOLDEN_ROWS.length}\n` +
      '  Wire tokens and features that were made from each other.',
  );
});

test.each([1, 'none'] as const)(
  'features made by layers that training changed are refused (%s frozen)',
  async (frozenLayers) => {
    await expect(evaluateTinyBert({}, {features: 2, frozenLayers})).rejects.toThrow(
      'inputs of evaluate: features: they are the output of layer 2, but training changed layers before it\n' +
        '  Wire the features that train read, or none.',
    );
  },
);

test('a classifier that gives no finite numbers is refused', async () => {
  await expect(evaluateTinyBert({}, {headScale: Number.NaN})).rejects.toThrow(
    'inputs of evaluate: model: the classifier gives numbers that are not finite\n' +
      '  Its training went astray: train again with a lower learningRate.',
  );
});

test('a model for other labels is refused', async () => {
  await expect(evaluateTinyBert({}, {labels: ['bad', 'good']})).rejects.toThrow(
    'inputs: model: the model was trained for the labels sadness, anger, love, surprise, fear, joy, ' +
      'but the tokens have bad, good\n  Wire the tokens that the model was trained on.',
  );
});

function listsOf(table: Table, column: string): Float32Array[] {
  return Array.from(table.getChild(column) ?? [], (list) => list.toArray() as Float32Array);
}

function bestOf(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
