import type {ClassificationMetrics} from './classification-metrics.js';
import {predictedCounts} from './confusion-matrix.js';

/** A metric that has no value, or one by convention, and why. */
export interface MetricNote {
  /** Such as `aucMacro` or `perClass.joy.precision`. */
  metric: string;
  value: number | null;
  reason: string;
}

/**
 * Says of which metrics the value is missing (null) or a convention (0), so that a 0 that was measured and
 * one that was not can be told apart.
 */
export function metricNotes(metrics: Omit<ClassificationMetrics, 'notes'>): MetricNote[] {
  const {perClass, aucMacro, aucWeighted, matthews} = metrics;
  const predicted = predictedCounts(metrics.confusionMatrix);
  const notes = perClass.flatMap(({label, support, auc}, i) =>
    classNotes(label, support, predicted[i] as number, auc),
  );
  const withoutCurve = perClass.filter((scores) => scores.auc === null).map(({label}) => `"${label}"`);
  const noCurve = `there is no ROC curve for ${withoutCurve.join(', ')}`;
  if (aucMacro === null) notes.push({metric: 'aucMacro', value: null, reason: noCurve});
  if (aucWeighted === null) notes.push({metric: 'aucWeighted', value: null, reason: noCurve});
  if (matthews === 0 && (onlyOne(predicted) || onlyOne(perClass.map(({support}) => support))))
    notes.push({metric: 'matthews', value: 0, reason: 'there is only one label, or only one is predicted'});
  return notes;
}

function classNotes(label: string, support: number, predicted: number, auc: number | null): MetricNote[] {
  const notes: MetricNote[] = [];
  const add = (score: string, value: number | null, reason: string) =>
    notes.push({metric: `perClass.${label}.${score}`, value, reason});
  const never = `no row is predicted as "${label}"`;
  const absent = `no row is labelled "${label}"`;
  if (predicted === 0) add('precision', 0, never);
  if (support === 0) add('recall', 0, absent);
  if (predicted === 0 && support === 0) add('f1', 0, `${absent} and ${never}`);
  if (auc === null) add('auc', null, support === 0 ? absent : `every row is labelled "${label}"`);
  return notes;
}

function onlyOne(counts: readonly number[]): boolean {
  return counts.filter((count) => count > 0).length === 1;
}
