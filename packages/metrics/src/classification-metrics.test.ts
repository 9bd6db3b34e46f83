import type {MetricName} from '@retune/artifacts';
import {describe, expect, test} from 'vitest';
import {type ClassificationMetrics, classificationMetrics} from './classification-metrics.js';
import {logitRows} from './logit-rows.js';
import {goldenMetrics, goldenStatistics} from './testing/goldens.js';

const SCIKIT_LEARN_NAMES: Record<MetricName, string> = {
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
  averagePrecisionMacro: 'average_precision_macro',
  averagePrecisionWeighted: 'average_precision_weighted',
  logLoss: 'log_loss',
  matthews: 'mcc',
  cohenKappa: 'cohen_kappa',
  top2Accuracy: 'top_2_accuracy',
  top3Accuracy: 'top_3_accuracy',
  expectedCalibrationError: 'expected_calibration_error',
};

describe('metrics equal those of scikit-learn within 1e-9', () => {
  test.each(goldenMetrics)('$name', ({name, y_true, logits, expected}) => {
    const metrics = metricsOf(y_true, logits);
    const more = goldenStatistics.metrics[name] as (typeof goldenStatistics.metrics)[string];
    for (const [own, theirs] of Object.entries(SCIKIT_LEARN_NAMES))
      expectClose(metrics, own, metrics.metrics[own as MetricName], expected[theirs] ?? more[theirs] ?? null);
    expect(metrics.confusionMatrix).toEqual(expected.confusion_matrix);
    for (const [i, scores] of metrics.perClass.entries()) {
      const theirs = {
        precision: expected.per_class.precision[i] as number,
        recall: expected.per_class.recall[i] as number,
        f1: expected.per_class.f1[i] as number,
        auc: expected.auc_per_class[i] as number | null,
        averagePrecision: more.average_precision_per_class[i] as number | null,
      };
      for (const [score, value] of Object.entries(theirs))
        expectClose(metrics, `perClass.label ${i}.${score}`, scores[score as keyof typeof theirs], value);
      expect(scores.support).toBe(expected.per_class.support[i]);
    }
  });
});

test('what a class without rows leaves undefined is null, and the notes say why', () => {
  const {metrics, notes} = metricsOf(
    [0, 1, 0],
    [
      [2, 0, 1],
      [0, 2, 1],
      [3, 1, 0],
    ],
  );
  expect(metrics).toMatchObject({aucMacro: null, aucWeighted: 1, f1Macro: 2 / 3, cohenKappa: 1});
  const never = 'no row is predicted as "label 2"';
  const absent = 'no row is labelled "label 2"';
  expect(notes).toEqual([
    {metric: 'perClass.label 2.precision', value: null, reason: never},
    {metric: 'perClass.label 2.recall', value: null, reason: absent},
    {metric: 'perClass.label 2.f1', value: null, reason: `${absent} and none predicted as "label 2"`},
    {metric: 'perClass.label 2.auc', value: null, reason: absent},
    {metric: 'perClass.label 2.averagePrecision', value: null, reason: absent},
    countedAsZero('precisionMacro', 'precision'),
    countedAsZero('recallMacro', 'recall'),
    countedAsZero('f1Macro', 'F1'),
    {metric: 'aucMacro', value: null, reason: 'there is no ROC curve for "label 2"'},
    {
      metric: 'averagePrecisionMacro',
      value: null,
      reason: 'there is no precision-recall curve for "label 2"',
    },
    {metric: 'top3Accuracy', value: 1, reason: 'there are only 3 labels'},
  ]);

  function countedAsZero(metric: string, score: string) {
    return {metric, value: 2 / 3, reason: `the ${score} of "label 2" is undefined and counts as 0`};
  }
});

test('a class that is never predicted has no precision, and the averages say that it counts as 0', () => {
  const {perClass, metrics, notes} = metricsOf(
    [0, 1, 1],
    [
      [2, 0],
      [3, 1],
      [1, 0],
    ],
  );
  expect(perClass[1]).toMatchObject({precision: null, recall: 0, f1: 0});
  expect(metrics.precisionWeighted).toBeCloseTo(1 / 9, 12);
  expect(notes).toContainEqual({
    metric: 'precisionWeighted',
    value: metrics.precisionWeighted,
    reason: 'the precision of "label 1" is undefined and counts as 0',
  });
  expect(notes).toContainEqual({
    metric: 'matthews',
    value: null,
    reason: 'all rows are predicted as one label',
  });
});

test('of metrics that were all measured only the trivial top accuracies carry a note', () => {
  const {notes} = metricsOf(
    [0, 1, 1, 0],
    [
      [2, 0],
      [0, 2],
      [1, 0],
      [0, 1],
    ],
  );
  expect(notes).toEqual([
    {metric: 'top2Accuracy', value: 1, reason: 'there are only 2 labels'},
    {metric: 'top3Accuracy', value: 1, reason: 'there are only 2 labels'},
  ]);
});

test('logits too far apart for probabilities of double precision give a finite log loss', () => {
  const rows = [
    [2000, 0],
    [2000, 0],
  ];
  expect(metricsOf([1, 0], rows).metrics.logLoss).toBe(1000);
});

function metricsOf(labels: number[], rows: number[][]): ClassificationMetrics {
  const classes = (rows[0] as number[]).length;
  const names = Array.from({length: classes}, (_, i) => `label ${i}`);
  return classificationMetrics(labels, logitRows(rows, classes), names);
}

/** Where scikit-learn counts what is undefined as 0, ours is null and has a note. */
function expectClose(
  {notes}: ClassificationMetrics,
  metric: string,
  actual: number | null | undefined,
  expected: number | null,
): void {
  if (actual === null) {
    expect(expected === null || expected === 0, `${metric} is null, theirs ${expected}`).toBe(true);
    expect(notes.filter((note) => note.metric === metric && note.value === null)).toHaveLength(1);
  } else expect(Math.abs((actual as number) - (expected as number)), metric).toBeLessThanOrEqual(1e-9);
}
