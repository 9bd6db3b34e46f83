import {evaluation, examples} from '@retune/artifacts';
import {tableOf} from '@retune/page/testing';
import {expect, test} from 'vitest';
import {confidentMistakes} from './confident-mistakes.js';

const labels = ['fear', 'joy'];
const texts = ['of train', 'right', 'wrong by a little', 'wrong by far', 'wrong by as much'];
const examplesTable = tableOf(examples.files.examples.schema, {
  text: texts,
  label: texts.map(() => 'joy'),
  split: texts.map(() => 'test'),
  file: texts.map(() => 'data.csv'),
  line: texts.map((_, row) => row + 1),
});
const probabilities = [
  [0.1, 0.9],
  [0.625, 0.375],
  [0.875, 0.125],
  [0.875, 0.125],
];
const predictions = tableOf(
  evaluation.files.predictions.schema,
  {
    row: [1, 2, 3, 4],
    split: probabilities.map(() => 'test'),
    label: [1, 1, 1, 1],
    predicted: [1, 0, 0, 0],
    logits: probabilities,
    probabilities,
  },
  {listSize: 2},
);

test('mistakes come with their texts, the most confident first, equal ones in the order of the rows', () => {
  expect(confidentMistakes(predictions, examplesTable, labels, 8)).toEqual([
    {text: 'wrong by far', label: 'joy', predicted: 'fear', probability: 0.875},
    {text: 'wrong by as much', label: 'joy', predicted: 'fear', probability: 0.875},
    {text: 'wrong by a little', label: 'joy', predicted: 'fear', probability: 0.625},
  ]);
});

test('no more mistakes are listed than asked for', () => {
  const [first, ...others] = confidentMistakes(predictions, examplesTable, labels, 1);
  expect([first?.text, others]).toEqual(['wrong by far', []]);
});
