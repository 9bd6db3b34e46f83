import {expect, test} from 'vitest';
import {validationMetrics} from './validation-metrics.js';

/** Logits that predict `label` of 3. */
const predicting = (label: number) => [0, 1, 2].map((id) => (id === label ? 2 : 0));

test('the weighted F1 is that worked by hand', () => {
  // Class 0: 2 of 3 found, 1 of 3 predictions wrong, F1 2/3; class 1: 1 of 1, F1 2/3 (one more predicted);
  // class 2: 1 row, never predicted, F1 0.
  const logits = [0, 0, 1, 1, 0].map(predicting);
  const metrics = validationMetrics(logits, [0, 0, 0, 1, 2]);
  expect(metrics.accuracy).toBeCloseTo(3 / 5, 12);
  expect(metrics.f1Weighted).toBeCloseTo((3 * (2 / 3) + 1 * (2 / 3) + 0) / 5, 12);
});

test('the loss is the mean cross-entropy, also of large logits', () => {
  const even = validationMetrics([[5, 5, 5]], [1]);
  expect(even.loss).toBeCloseTo(Math.log(3), 12);
  expect(validationMetrics([[1000, 0]], [1]).loss).toBe(1000);
});
