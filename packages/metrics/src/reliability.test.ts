import {expect, test} from 'vitest';
import {logitRows} from './logit-rows.js';
import {reliabilityOf} from './reliability.js';
import {goldenStatistics} from './testing/goldens.js';
import {wilsonInterval} from './wilson-interval.js';

/** Logits of two classes of which the first has this probability. */
const confident = (probability: number) => [Math.log(probability / (1 - probability)), 0];

test('rows are binned by confidence, and each bin holds its mean confidence and its accuracy', () => {
  const logits = logitRows([0.55, 0.58, 0.95, 0.9].map(confident), 2);
  const {bins, expectedCalibrationError, maximumCalibrationError} = reliabilityOf([0, 1, 0, 0], logits, 5);
  expect(bins.map(({rows}) => rows)).toEqual([0, 0, 2, 0, 2]);
  expect(bins[2]?.meanConfidence).toBeCloseTo(0.565, 12);
  expect(bins[2]?.accuracy).toBe(0.5);
  expect(bins[0]).toEqual({from: 0, to: 0.2, rows: 0, meanConfidence: null, accuracy: null});
  expect(expectedCalibrationError).toBeCloseTo((0.065 + 0.075) / 2, 12);
  expect(maximumCalibrationError).toBeCloseTo(0.075, 12);
});

test('a confidence of 1 falls in the last bin', () => {
  const {bins} = reliabilityOf([0], logitRows([[1000, 0]], 2));
  expect(bins.at(-1)).toMatchObject({rows: 1, meanConfidence: 1, accuracy: 1});
});

test.each(goldenStatistics.wilson)('Wilson’s interval of $hits in $rows is that of statsmodels', (golden) => {
  const {low, high} = wilsonInterval(golden.hits, golden.rows);
  expect(low).toBeCloseTo(golden.interval[0], 12);
  expect(high).toBeCloseTo(golden.interval[1], 12);
});
