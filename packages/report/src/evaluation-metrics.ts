import type {ClassifierDetails, EvaluationDetails} from '@retune/artifacts';
import {z} from 'zod';

/** Null where the metric is undefined. */
const metric = z.number().nullable();

const classMetrics = z.object({
  label: z.string(),
  precision: metric,
  recall: metric,
  f1: metric,
  support: z.number(),
  auc: metric,
});

const classificationMetrics = z.object({
  accuracy: metric,
  balancedAccuracy: metric,
  precisionWeighted: metric,
  recallWeighted: metric,
  f1Weighted: metric,
  f1Macro: metric,
  aucMacro: metric,
  /** Mean cross entropy in nats. */
  logLoss: metric,
  /** Matthews correlation, -1 to 1. */
  matthews: metric,
  /** True labels by row, predicted by column, counts. */
  confusionMatrix: z.array(z.array(z.number())),
  perClass: z.array(classMetrics),
  /** Why a metric, such as `aucMacro` or `perClass.joy.precision`, is null or a conventional 0. */
  notes: z.array(z.object({metric: z.string(), reason: z.string()})),
});
export type ClassMetrics = z.output<typeof classMetrics>;
export type ClassificationMetrics = z.output<typeof classificationMetrics>;
export type OverallMetric = Exclude<keyof ClassificationMetrics, 'confusionMatrix' | 'perClass' | 'notes'>;

/** `metrics.json` of an evaluation; it may say more. */
export const evaluationMetrics = z.object({
  split: z.string(),
  rows: z.number(),
  labels: z.array(z.string()),
  tuned: classificationMetrics,
  untrained: classificationMetrics,
});
export type EvaluationMetrics = z.output<typeof evaluationMetrics>;

/** The judged classifier beside the first baseline, out of an evaluation's details. */
export function metricsOfDetails({split, rows, labels, classifiers}: EvaluationDetails): EvaluationMetrics {
  const [judged, baseline = judged] = classifiers as [ClassifierDetails, ...ClassifierDetails[]];
  return {split, rows, labels, tuned: flat(judged), untrained: flat(baseline)};
}

function flat({metrics, perClass, confusionMatrix, notes}: ClassifierDetails): ClassificationMetrics {
  return {...metrics, perClass, confusionMatrix, notes};
}
