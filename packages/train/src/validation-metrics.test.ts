import {readFileSync} from 'node:fs';
import {goldenPath} from '@retune/encoder/testing';
import {logitRows} from '@retune/metrics';
import {describe, expect, test} from 'vitest';
import {isHigherBetter, validationMetrics} from './validation-metrics.js';

interface GoldenCase {
  name: string;
  y_true: number[];
  logits: number[][];
  expected: Record<string, number> & {auc_ovr_macro: number | object | null};
}

const {cases} = JSON.parse(readFileSync(goldenPath('metrics', 'golden.json'), 'utf8')) as {
  cases: GoldenCase[];
};

/** Logits that predict `label` of 3. */
const predicting = (label: number) => [0, 1, 2].map((id) => (id === label ? 2 : 0));

test('the weighted F1 is that worked by hand', () => {
  // Class 0: 2 of 3 found, 1 of 3 predictions wrong, F1 2/3; class 1: 1 of 1, F1 2/3 (one more predicted);
  // class 2: 1 row, never predicted, F1 0.
  const logits = [0, 0, 1, 1, 0].map(predicting);
  const metrics = validationMetrics(logitRows(logits, 3), [0, 0, 0, 1, 2]);
  expect(metrics.accuracy).toBeCloseTo(3 / 5, 12);
  expect(metrics.f1Weighted).toBeCloseTo((3 * (2 / 3) + 1 * (2 / 3) + 0) / 5, 12);
});

test('the loss is the mean cross-entropy, also of large logits', () => {
  const even = validationMetrics(logitRows([[5, 5, 5]], 3), [1]);
  expect(even.loss).toBeCloseTo(Math.log(3), 12);
  expect(validationMetrics(logitRows([[1000, 0]], 2), [1]).loss).toBe(1000);
});

test('of all metrics only a lower loss is better', () => {
  const names = Object.keys(validationMetrics(logitRows([[0, 1]], 2), [1])) as Parameters<
    typeof isHigherBetter
  >[0][];
  expect(names.filter((name) => !isHigherBetter(name))).toEqual(['loss']);
});

describe.each(cases)('$name', ({y_true, logits, expected}) => {
  test.each([
    ['loss', 'log_loss'],
    ['accuracy', 'accuracy'],
    ['balancedAccuracy', 'balanced_accuracy_present_classes'],
    ['f1Weighted', 'f1_weighted'],
    ['f1Macro', 'f1_macro'],
    ['matthews', 'mcc'],
    ['aucMacro', 'auc_ovr_macro'],
  ] as const)('%s is that of scikit-learn', (metric, theirs) => {
    const value = validationMetrics(logitRows(logits, logits[0]?.length as number), y_true)[metric];
    const golden = expected[theirs];
    if (typeof golden === 'number') expect(value).toBeCloseTo(golden, 9);
    else expect(value).toBeNaN();
  });
});
