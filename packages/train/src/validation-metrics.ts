import {macroAuc} from './macro-auc.js';

/** How a classifier does on the validation split, by the definitions of scikit-learn. */
export interface ValidationMetrics {
  /** Mean cross-entropy. */
  loss: number;
  accuracy: number;
  /** Mean recall over the classes that have rows. */
  balancedAccuracy: number;
  /** F1 of each class, weighted by its number of rows; 0 for a class never predicted. */
  f1Weighted: number;
  /** Mean of the classes' F1. */
  f1Macro: number;
  /** Matthews correlation, -1 to 1; 0 where all rows have one label or are predicted as one class. */
  matthews: number;
  /** Mean of the one-vs-rest areas under the ROC curve; not a number where a class has no row. */
  aucMacro: number;
}

export type MetricName = keyof ValidationMetrics;

/** Whether a larger value is the better one. */
export function isHigherBetter(metric: MetricName): boolean {
  return metric !== 'loss';
}

/** Metrics of logits [rows][classes] against labels, of which there is at least one. */
export function validationMetrics(
  logits: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
): ValidationMetrics {
  const counts = countRows(logits.map(largest), labels, classes);
  const rows = labels.length;
  const losses = logits.map((row, i) => crossEntropy(row, labels[i] as number));
  const f1 = counts.map(({labelled, predicted, hits}) => ratio(2 * hits, labelled + predicted));
  const present = counts.filter(({labelled}) => labelled > 0);
  return {
    loss: sum(losses) / rows,
    accuracy: sum(counts.map(({hits}) => hits)) / rows,
    balancedAccuracy: sum(present.map(({labelled, hits}) => hits / labelled)) / present.length,
    f1Weighted: sum(counts.map(({labelled}, id) => labelled * (f1[id] as number))) / rows,
    f1Macro: sum(f1) / classes,
    matthews: matthewsCorrelation(counts, rows),
    aucMacro: macroAuc(logits, labels, classes),
  };
}

interface ClassCounts {
  labelled: number;
  predicted: number;
  /** Labelled and predicted as the class. */
  hits: number;
}

function countRows(predicted: readonly number[], labels: readonly number[], classes: number): ClassCounts[] {
  const counts = Array.from({length: classes}, () => ({labelled: 0, predicted: 0, hits: 0}));
  labels.forEach((label, row) => {
    const found = predicted[row] as number;
    (counts[label] as ClassCounts).labelled++;
    (counts[found] as ClassCounts).predicted++;
    if (found === label) (counts[label] as ClassCounts).hits++;
  });
  return counts;
}

/** For any number of classes (Gorodkin, Comparing two K-category assignments, 2004). */
function matthewsCorrelation(counts: readonly ClassCounts[], rows: number): number {
  const chance = sum(counts.map(({labelled, predicted}) => labelled * predicted));
  const covariance = sum(counts.map(({hits}) => hits)) * rows - chance;
  const labelSpread = rows ** 2 - sum(counts.map(({labelled}) => labelled ** 2));
  const predictionSpread = rows ** 2 - sum(counts.map(({predicted}) => predicted ** 2));
  return ratio(covariance, Math.sqrt(labelSpread * predictionSpread));
}

/** Place of the largest value, the first of equals. */
function largest(values: ArrayLike<number>): number {
  let place = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[place] as number)) place = i;
  return place;
}

function crossEntropy(logits: ArrayLike<number>, label: number): number {
  const peak = Math.max(...Array.from(logits));
  const total = Array.from(logits).reduce((soFar, logit) => soFar + Math.exp(logit - peak), 0);
  return peak + Math.log(total) - (logits[label] as number);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
