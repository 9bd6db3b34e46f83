import {evaluation, examples} from '@retune/artifacts';
import {tableOf} from '@retune/page/testing';
import type {Table} from 'apache-arrow';
import {expect, test} from 'vitest';
import {listedRows} from './listed-rows.js';

const {files} = evaluation;
const texts = tableOf(examples.files.examples.schema, {
  text: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  label: ['x', 'x', 'x', 'x', 'y', 'y', 'y', 'y'],
  split: ['validation', 'validation', 'test', 'test', 'test', 'test', 'test', 'test'],
  file: new Array(8).fill('data.txt'),
  line: [1, 2, 3, 4, 5, 6, 7, 8],
});

/** Rows of the errors table as `[row, split]`, all wrong. */
function errors(...rows: [row: number, split: string][]): Table {
  return tableOf(files.errors.schema, {
    row: rows.map(([row]) => row),
    split: rows.map(([, split]) => split),
    label: rows.map(() => 0),
    predicted: rows.map(() => 1),
    confidence: rows.map(() => 0.75),
    labelProbability: rows.map(() => 0.25),
    wrong: rows.map(() => true),
    suggestedLabel: rows.map(() => null),
    tokens: rows.map(() => 3),
    truncated: rows.map(() => false),
    duplicateRow: rows.map(([row]) => (row === 2 ? 0 : null)),
    duplicateSplit: rows.map(([row]) => (row === 2 ? 'validation' : null)),
    duplicateLabel: rows.map(([row]) => (row === 2 ? 1 : null)),
  });
}

/** Test rows 2 to 7 with the probability of their label; below a half they are predicted wrong. */
function predictions(...ofLabel: number[]): Table {
  const labels = [0, 0, 1, 1, 1, 1];
  const probabilities = ofLabel.map((of, place) => (labels[place] === 0 ? [of, 1 - of] : [1 - of, of]));
  return tableOf(
    files.predictions.schema,
    {
      row: [2, 3, 4, 5, 6, 7],
      split: new Array(6).fill('test'),
      label: labels,
      predicted: ofLabel.map((of, place) => (of >= 0.5 ? labels[place] : 1 - (labels[place] ?? 0))),
      logits: probabilities,
      probabilities,
    },
    {listSize: 2},
  );
}

const placesOf = (rows: readonly {row: number}[]) => rows.map(({row}) => row);

test('rows come with their texts and places, in the order of the errors', () => {
  const rows = listedRows(
    {
      errors: errors([2, 'test'], [0, 'validation']),
      predictions: predictions(0, 0, 0, 0, 0, 0),
      examples: texts,
    },
    10,
  );
  expect(placesOf(rows)).toEqual([2, 0]);
  expect(rows[0]).toMatchObject({
    text: 'c',
    file: 'data.txt',
    line: 3,
    wrong: true,
    duplicate: {row: 0, split: 'validation', label: 1},
  });
  expect(rows[1]?.duplicate).toBeNull();
});

test('where not all fit, those of other splits than the judged one are left out first', () => {
  const table = errors([0, 'validation'], [2, 'test'], [1, 'validation'], [3, 'test']);
  const rows = listedRows({errors: table, predictions: predictions(0, 0, 0, 0, 0, 0), examples: texts}, 3);
  expect(placesOf(rows)).toEqual([0, 2, 3]);
});

test('the right predictions with the least confidence follow, label by label', () => {
  const rows = listedRows(
    {errors: errors([2, 'test']), predictions: predictions(0.25, 0.75, 0.9, 0.6, 0.75, 0.5), examples: texts},
    10,
  );
  expect(placesOf(rows)).toEqual([2, 3, 7, 5, 6, 4]);
  expect(rows.slice(1).map(({wrong}) => wrong)).not.toContain(true);
});

test('none are listed where none are asked for', () => {
  expect(
    listedRows({errors: errors([2, 'test']), predictions: predictions(1, 1, 1, 1, 1, 1), examples: texts}, 0),
  ).toEqual([]);
});
