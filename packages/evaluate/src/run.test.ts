import {softmax} from '@retune/encoder';
import {goldenSource, largestDifference, readGolden} from '@retune/encoder/testing';
import {fitTemperature, logitRows} from '@retune/metrics';
import type {Table} from 'apache-arrow';
import {expect, test} from 'vitest';
import {type EvaluateRun, evaluateTinyBert, GOLDEN_ROWS, TEST_ROWS} from './testing/evaluate-rig.js';

const FIRST_TEST_ROW = GOLDEN_ROWS.length - TEST_ROWS;
/** The run that several tests look at. */
let plain: Promise<EvaluateRun> | undefined;
const plainRun = () => {
  plain ??= evaluateTinyBert({});
  return plain;
};
const goldenLogits = readGolden('tiny-bert').logits.slice(FIRST_TEST_ROW);

test('predictions hold the logits that transformers gives, row by row of the split', async () => {
  const {predictions} = await plainRun();
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

test('from cached hidden states the predictions are the same as from tokens', async () => {
  const {predictions} = await evaluateTinyBert({}, {features: 2});
  expect(largestDifference(listsOf(predictions, 'logits'), goldenLogits)).toBeLessThan(1e-4);
});

test('the classifiers are judged on the same rows, the untrained one and the majority as worked by hand', async () => {
  const {details, metrics} = await plainRun();
  expect(details).toMatchObject({
    split: 'test',
    rows: TEST_ROWS,
    labels: goldenSource('tiny-bert').labels,
    judged: 'tuned',
  });
  expect(details.classifiers.map(({name}) => name)).toEqual(['tuned', 'untrained', 'majority', 'bagOfWords']);
  const hits = (sign: number) =>
    goldenLogits.filter((row, i) => bestOf(row.map((logit) => sign * logit)) === (FIRST_TEST_ROW + i) % 6)
      .length;
  expect(metrics.tuned?.accuracy).toBe(hits(1) / TEST_ROWS);
  expect(metrics.untrained?.accuracy).toBe(hits(-1) / TEST_ROWS);
  expect(metrics.majority?.accuracy).toBe(2 / TEST_ROWS);
  expect(details.comparisons.map(({second}) => second)).toEqual(['untrained', 'majority', 'bagOfWords']);
});

test('metrics.json holds numbers, nulls and the split alone, in nested objects', async () => {
  const {metrics, details} = await plainRun();
  const {split, rows, temperature, ...classifiers} = metrics;
  expect([split, rows, temperature]).toEqual(['test', TEST_ROWS, null]);
  for (const values of Object.values(classifiers))
    for (const value of Object.values(values)) expect(value === null || Number.isFinite(value)).toBe(true);
  expect(metrics.tuned).toEqual(details.classifiers[0]?.metrics);
});

test('another split can be judged, and without validation there is no temperature', async () => {
  const {details, predictions} = await evaluateTinyBert({split: 'train'});
  expect(details.rows).toBe(FIRST_TEST_ROW);
  expect(predictions.getChild('split')?.get(0)).toBe('train');
  expect(details.calibration).toMatchObject({temperature: null, reason: 'there are no validation rows'});
});

test('the temperature is fitted on validation, whose wrong rows stand among the errors', async () => {
  // Labels are what the classifier says but for each third row, so that there is a best temperature.
  const labelIds = readGolden('tiny-bert').logits.map((row, i) => (i % 3 === 0 ? 2 : bestOf(row)));
  const splits = GOLDEN_ROWS.map((_, row) => (row % 2 === 0 ? 'validation' : 'test'));
  const {details, errors} = await evaluateTinyBert({}, {labelIds, splits});
  const validation = [...splits.keys()].filter((row) => splits[row] === 'validation');
  const {temperature} = fitTemperature(
    validation.map((row) => labelIds[row] as number),
    logitRows(
      validation.map((row) => readGolden('tiny-bert').logits[row] as number[]),
      6,
    ),
  );
  expect(details.calibration.temperature).toBeCloseTo(temperature as number, 3);
  expect(details.calibration.fittedOnRows).toBe(GOLDEN_ROWS.length - details.rows);
  expect(details.calibration.withTemperature?.bins).toHaveLength(15);
  const wrong = [...errors].filter((row) => row.wrong);
  expect(new Set(wrong.map(({split}) => split))).toEqual(new Set(['validation', 'test']));
  const confidences = wrong.map(({confidence}) => confidence as number);
  expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
});

test('where bag of words is no worse, the model’s own record says what to try', async () => {
  const {details, summary} = await plainRun();
  const because = 'there were only 9 steps of training';
  expect(details.advice).toEqual([{kind: 'train-longer', set: ['train.epochs=30'], because}]);
  expect(summary).toContain(`  try --set train.epochs=30: ${because}\n`);
});

test('equal inputs give equal bytes', async () => {
  const [first, second] = [await plainRun(), await evaluateTinyBert({})];
  expect(second.digests).toBe(first.digests);
});

test('a checkpoint’s own classifier is judged without training, its labels in another order', async () => {
  const labels = goldenSource('tiny-bert').labels.toReversed();
  const {predictions, details} = await evaluateTinyBert({}, {model: false, labels});
  expect(details.judged).toBe('ready');
  expect(details.classifiers.map(({name}) => name)).toEqual(['ready', 'majority', 'bagOfWords']);
  const expected = goldenLogits.map((row) => row.toReversed());
  expect(largestDifference(listsOf(predictions, 'logits'), expected)).toBeLessThan(1e-4);
});

test('labels may be called as keys that every object has', async () => {
  const labels = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
  const {predictions, details, confusionMatrix, metrics} = await evaluateTinyBert(
    {},
    {model: false, labels, config: {id2label: Object.fromEntries(labels.entries())}},
  );
  expect(details.labels).toEqual(labels);
  expect(details.classifiers[0]?.perClass.map(({label}) => label)).toEqual(labels);
  expect(metrics.ready?.accuracy).toBe((await evaluateTinyBert({}, {model: false})).metrics.ready?.accuracy);
  expect(confusionMatrix.split('\n').map((line) => line.split(',')[0])).toEqual([
    'true \\ predicted',
    ...labels,
    '',
  ]);
  expect(largestDifference(listsOf(predictions, 'logits'), goldenLogits)).toBeLessThan(1e-4);
});

test('a ready classifier reads cached hidden states of any layer', async () => {
  const {predictions} = await evaluateTinyBert({}, {model: false, features: 1});
  expect(largestDifference(listsOf(predictions, 'logits'), goldenLogits)).toBeLessThan(1e-4);
});

test('a ready classifier for other labels is refused, with those that differ', async () => {
  const labels = ['sadness', 'anger', 'love', 'surprise', 'fear', 'delight'];
  await expect(evaluateTinyBert({}, {model: false, labels})).rejects.toThrow(
    'inputs of evaluate: checkpoint: its classifier is for the labels sadness, anger, love, surprise, fear, joy, ' +
      'but the tokens have sadness, anger, love, surprise, fear, delight\n' +
      '  Give the data the classifier’s labels by their names (it does not know delight; only it has joy), ' +
      'or train a model on it.',
  );
});

test('a checkpoint without a classifier of its own asks for a model', async () => {
  await expect(evaluateTinyBert({}, {model: false, config: {id2label: null}})).rejects.toThrow(
    'inputs of evaluate: checkpoint: its config.json names no labels (id2label), so it is no classifier yet\n' +
      '  Wire a model that was trained on it to the port model.',
  );
});

test.each([
  [{problem_type: 'multi_label_classification'}, 'gives a text any number of labels (problem_type'],
  [{problem_type: 'regression'}, 'predicts numbers (problem_type in config.json is regression)'],
  [{id2label: {0: 'joy'}}, 'has one output, joy, and so predicts a number'],
])('a checkpoint whose classifier does not choose a label is refused: %j', async (config, what) => {
  await expect(evaluateTinyBert({}, {model: false, config})).rejects.toThrow(
    `inputs of evaluate: checkpoint: its classifier ${what}`,
  );
});

test('a split of one label gives metrics with notes on what has no value', async () => {
  const {details, summary} = await evaluateTinyBert({}, {labelIds: GOLDEN_ROWS.map(() => 3)});
  expect(details.classifiers[0]?.metrics.aucMacro).toBeNull();
  expect(details.classifiers[0]?.notes).toContainEqual({
    metric: 'perClass.surprise.auc',
    value: null,
    reason: 'every row is labelled "surprise"',
  });
  expect(summary).toMatch(/^AUC \(macro, one vs rest\) +- +- +- +-$/m);
});

test('progress counts the rows of both classifiers', async () => {
  const {events} = await plainRun();
  expect(events).toEqual([
    {kind: 'progress', done: TEST_ROWS, total: 2 * TEST_ROWS, unit: 'rows'},
    {kind: 'progress', done: 2 * TEST_ROWS, total: 2 * TEST_ROWS, unit: 'rows'},
  ]);
});

test('without train rows there are no baselines that learn from them', async () => {
  const {details, events} = await evaluateTinyBert({}, {splits: GOLDEN_ROWS.map(() => 'test')});
  expect(details.classifiers.map(({name}) => name)).toEqual(['tuned', 'untrained']);
  expect(events.at(-1)).toEqual({
    kind: 'note',
    message: 'without train rows there is no baseline that learns from them',
  });
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

test('numbers that are not finite before training are told of the checkpoint', async () => {
  await expect(evaluateTinyBert({}, {untrainedScale: Number.NaN})).rejects.toThrow(
    'inputs of evaluate: checkpoint: the classifier gives numbers that are not finite\n' +
      '  Bring the checkpoint again, or use another one.',
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
