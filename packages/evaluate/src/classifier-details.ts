import {type ClassifierDetails, type ClassifierName, HEADLINE_METRICS} from '@retune/artifacts';
import {
  type BootstrapScores,
  classificationMetrics,
  type LogitRows,
  percentileInterval,
} from '@retune/metrics';
import type {ScoredClassifier} from './scored-classifiers.js';

/** A classifier's logits of the judged rows. */
export interface JudgedClassifier {
  name: ClassifierName;
  logits: LogitRows;
}

/**
 * A classifier's metrics with their intervals, of which a metric without a value has none.
 *
 * @param labels [rows] true classes
 */
export function classifierDetails(
  {name, logits, bootstrap}: ScoredClassifier,
  {labels, labelNames}: {labels: Int32Array; labelNames: readonly string[]},
): ClassifierDetails {
  const {metrics, perClass, confusionMatrix, notes} = classificationMetrics(labels, logits, labelNames);
  const intervalOf = (value: number | null, samples: Float64Array) =>
    value === null ? null : percentileInterval(samples);
  const intervals = HEADLINE_METRICS.map((metric) => [
    metric,
    intervalOf(metrics[metric], bootstrap.metrics[metric]),
  ]);
  return {
    name,
    metrics,
    intervals: Object.fromEntries(intervals) as ClassifierDetails['intervals'],
    perClass: perClass.map((scores, label) => {
      const samples = bootstrap.perClass[label] as BootstrapScores['perClass'][number];
      return {
        ...scores,
        intervals: {
          precision: intervalOf(scores.precision, samples.precision),
          recall: intervalOf(scores.recall, samples.recall),
          f1: intervalOf(scores.f1, samples.f1),
        },
      };
    }),
    confusionMatrix,
    notes,
  };
}
