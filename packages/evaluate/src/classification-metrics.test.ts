import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {type ClassificationMetrics, classificationMetrics} from './classification-metrics.js';

interface GoldenCase {
  name: string;
  y_true: number[];
  logits: number[][];
  expected: Record<string, number | null> & {
    per_class: Record<'precision' | 'recall' | 'f1' | 'support', number[]>;
    confusion_matrix: number[][];
    auc_per_class: (number | null)[];
  };
}

const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/goldens/metrics/golden.json', import.meta.url), 'utf8'),
) as {cases: GoldenCase[]};

const SCIKIT_LEARN_NAMES = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced_accuracy_present_classes',
  precisionWeighted: 'precision_weighted',
  recallWeighted: 'recall_weighted',
  f1Weighted: 'f1_weighted',
  precisionMacro: 'precision_macro',
  recallMacro: 'recall_macro',
  f1Macro: 'f1_macro',
  precisionMicro: 'precision_micro',
  recallMicro: 'recall_micro',
  f1Micro: 'f1_micro',
  aucMacro: 'auc_ovr_macro',
  aucWeighted: 'auc_ovr_weighted',
  logLoss: 'log_loss',
  matthews: 'mcc',
} as const;

describe('metrics equal those of scikit-learn within 1e-9', () => {
  test.each(golden.cases)('$name', ({y_true, logits, expected}) => {
    const metrics = metricsOf(y_true, logits);
    for (const [name, theirName] of Object.entries(SCIKIT_LEARN_NAMES))
      expectClose(
        metrics[name as keyof typeof SCIKIT_LEARN_NAMES],
        expected[theirName] as number | null,
        name,
      );
    expect(metrics.confusionMatrix).toEqual(expected.confusion_matrix);
    for (const [i, scores] of metrics.perClass.entries()) {
      for (const name of ['precision', 'recall', 'f1', 'support'] as const)
        expectClose(scores[name], expected.per_class[name][i] as number, `${name} of class ${i}`);
      expectClose(scores.auc, expected.auc_per_class[i] as number | null, `AUC of class ${i}`);
    }
  });
});

test('a class without rows has no AUC, and the note says why', () => {
  const metrics = metricsOf(
    [0, 1, 0],
    [
      [2, 0, 1],
      [0, 2, 1],
      [3, 1, 0],
    ],
  );
  expect(metrics.aucMacro).toBeNull();
  expect(metrics.aucWeighted).toBe(1);
  expect(metrics.notes).toContainEqual({
    metric: 'perClass.label 2.auc',
    value: null,
    reason: 'no row is labelled "label 2"',
  });
  expect(metrics.notes).toContainEqual({
    metric: 'aucMacro',
    value: null,
    reason: 'there is no ROC curve for "label 2"',
  });
});

test('a class that is never predicted has precision 0 by convention, and the note says so', () => {
  const {notes} = metricsOf(
    [0, 1, 1],
    [
      [2, 0],
      [3, 1],
      [1, 0],
    ],
  );
  expect(notes).toContainEqual({
    metric: 'perClass.label 1.precision',
    value: 0,
    reason: 'no row is predicted as "label 1"',
  });
  expect(notes).toContainEqual({
    metric: 'matthews',
    value: 0,
    reason: 'there is only one label, or only one is predicted',
  });
});

test('metrics that were all measured carry no note', () => {
  expect(
    metricsOf(
      [0, 1, 1, 0],
      [
        [2, 0],
        [0, 2],
        [1, 0],
        [0, 1],
      ],
    ).notes,
  ).toEqual([]);
});

test('logits too far apart for probabilities of double precision give a finite log loss', () => {
  expect(
    metricsOf(
      [1, 0],
      [
        [2000, 0],
        [2000, 0],
      ],
    ).logLoss,
  ).toBe(1000);
});

function metricsOf(labels: number[], logits: number[][]): ClassificationMetrics {
  const classes = (logits[0] as number[]).length;
  return classificationMetrics(
    labels,
    logits,
    Array.from({length: classes}, (_, i) => `label ${i}`),
  );
}

function expectClose(actual: number | null, expected: number | null, what: string): void {
  if (expected === null || actual === null) expect(actual, what).toBe(expected);
  else expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(1e-9);
}
