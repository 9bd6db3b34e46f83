import {type ClassifierComparison, HEADLINE_METRICS} from '@retune/artifacts';
import type {BootstrapScores} from './bootstrap.js';
import {type LogitRows, predictedClasses} from './logit-rows.js';
import {mcnemarTest} from './mcnemar-test.js';
import {percentileInterval} from './percentile-interval.js';

/** Below this p-value two classifiers are said to differ. */
const SIGNIFICANCE = 0.05;

/** A classifier by its name, with its logits of rows that others have judged too. */
export interface NamedLogits {
  name: string;
  logits: LogitRows;
}

/**
 * Compares two classifiers on the same rows: by McNemar's test, and each headline metric by a paired bootstrap
 * (both were scored on the same samples, and the interval is that of the differences).
 *
 * @param labels [rows] true classes, at least one
 */
export function compareScored(
  labels: Int32Array,
  [first, second]: readonly [NamedLogits, NamedLogits],
  [firstScores, secondScores]: readonly [BootstrapScores, BootstrapScores],
): ClassifierComparison {
  const differences = HEADLINE_METRICS.map((name) => {
    const samples = firstScores.metrics[name].map(
      (value, i) => value - (secondScores.metrics[name][i] as number),
    );
    const [a, b] = [firstScores.observed[name], secondScores.observed[name]];
    const difference = a === null || b === null ? null : a - b;
    return [name, {difference, interval: difference === null ? null : percentileInterval(samples)}];
  });
  const mcnemar = mcnemarOf(labels, first.logits, second.logits);
  return {
    first: first.name,
    second: second.name,
    rows: labels.length,
    differences: Object.fromEntries(differences) as ClassifierComparison['differences'],
    mcnemar,
    verdict: verdictOf(mcnemar),
  };
}

function mcnemarOf(labels: Int32Array, first: LogitRows, second: LogitRows): ClassifierComparison['mcnemar'] {
  const [predicted, otherPredicted] = [predictedClasses(first), predictedClasses(second)];
  let [onlyFirst, onlySecond] = [0, 0];
  labels.forEach((label, row) => {
    const [right, otherRight] = [predicted[row] === label, otherPredicted[row] === label];
    if (right && !otherRight) onlyFirst++;
    if (otherRight && !right) onlySecond++;
  });
  return {onlyFirst, onlySecond, pValue: mcnemarTest(onlyFirst, onlySecond)};
}

function verdictOf({onlyFirst, onlySecond, pValue}: ClassifierComparison['mcnemar']) {
  if (pValue >= SIGNIFICANCE) return 'undecided';
  return onlyFirst > onlySecond ? 'better' : 'worse';
}
