import {logitRows} from '@retune/metrics';
import {goldenStatistics} from '@retune/metrics/testing';
import {expect, test} from 'vitest';
import {likelyWrongLabels, NOT_IN_DOUBT} from './likely-wrong-labels.js';

test.each(goldenStatistics.noisy)('the rows in doubt are those of cleanlab: $name', (golden) => {
  const {labels, logits, likelyWrong} = golden;
  const suggested = likelyWrongLabels(Int32Array.from(labels), logitRows(logits, logits[0]?.length ?? 0));
  expect([...suggested.keys()].filter((row) => suggested[row] !== NOT_IN_DOUBT)).toEqual(likelyWrong);
});

test('the label suggested is the likeliest that is at least as likely as usual for its rows', () => {
  const probabilities = [
    [0.9, 0.1],
    [0.7, 0.3],
    [0.2, 0.8],
    [0.85, 0.15],
  ];
  const logits = logitRows(
    probabilities.map((row) => row.map(Math.log)),
    2,
  );
  // Labelled 0: mean 0.8; labelled 1: (0.8 + 0.15) / 2. The last row's 0.85 for class 0 passes 0.8.
  expect([...likelyWrongLabels(Int32Array.of(0, 0, 1, 1), logits)]).toEqual([-1, -1, -1, 0]);
});
