import {classificationMetrics, type LogitRows} from '@retune/metrics';

/** How a classifier does on the validation split: what the best step may be chosen by. */
export interface ValidationMetrics {
  /** Mean cross-entropy. */
  loss: number;
  accuracy: number;
  balancedAccuracy: number;
  f1Weighted: number;
  f1Macro: number;
  /** 0 where all rows have one label or are predicted as one class, so that it can be compared. */
  matthews: number;
  /** Not a number where a class has no row. */
  aucMacro: number;
}

export type MetricName = keyof ValidationMetrics;

/** Whether a larger value is the better one. */
export function isHigherBetter(metric: MetricName): boolean {
  return metric !== 'loss';
}

/**
 * Metrics of so many rows, of which there is at least one.
 *
 * @param labels [rows]
 */
export function validationMetrics(logits: LogitRows, labels: readonly number[]): ValidationMetrics {
  const names = Array.from({length: logits.classes}, (_, id) => String(id));
  const {metrics} = classificationMetrics(labels, logits, names);
  const value = (metric: keyof typeof metrics) => metrics[metric] ?? Number.NaN;
  return {
    loss: value('logLoss'),
    accuracy: value('accuracy'),
    balancedAccuracy: value('balancedAccuracy'),
    f1Weighted: value('f1Weighted'),
    f1Macro: value('f1Macro'),
    matthews: metrics.matthews ?? 0,
    aucMacro: value('aucMacro'),
  };
}
