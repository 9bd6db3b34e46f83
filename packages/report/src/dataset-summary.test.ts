import {examples} from '@retune/artifacts';
import {tableOf} from '@retune/page/testing';
import {expect, test} from 'vitest';
import {datasetSummary} from './dataset-summary.js';

test('rows are counted by split and label, refused lines by reason', () => {
  const rows: [split: string, label: string][] = [
    ['train', 'joy'],
    ['train', 'fear'],
    ['train', 'joy'],
    ['test', 'fear'],
  ];
  const table = tableOf(examples.files.examples.schema, {
    text: rows.map(() => 'a text'),
    label: rows.map(([, label]) => label),
    split: rows.map(([split]) => split),
    file: rows.map(() => 'data.csv'),
    line: rows.map((_, row) => row + 1),
  });
  const reason = ['no label', 'empty text', 'empty text'];
  const rejected = tableOf(examples.files.rejected.schema, {
    file: reason.map(() => 'data.csv'),
    line: [7, 8, 9],
    reason,
    content: reason,
  });
  expect(datasetSummary(table, rejected, ['fear', 'joy', 'love'])).toEqual({
    splits: [
      {split: 'train', rows: 3, rowsByLabel: [1, 2, 0]},
      {split: 'test', rows: 1, rowsByLabel: [1, 0, 0]},
    ],
    rejected: [
      {reason: 'empty text', lines: 2},
      {reason: 'no label', lines: 1},
    ],
  });
});
