import {HEADLINE_METRICS, type HeadlineMetric} from '@retune/artifacts';
import {averageScores} from './average-scores.js';
import {classAverage} from './class-average.js';
import {type ClassScores, classScores} from './class-scores.js';
import {supportOf} from './confusion-matrix.js';
import {countedAuc, rankingOf} from './counted-auc.js';
import {type LogitRows, predictedClasses, probabilityRows} from './logit-rows.js';
import {matthewsCorrelation} from './matthews-correlation.js';
import {rowLosses} from './row-losses.js';

/** Headline metrics of some rows; null where one has no value in them. */
export interface HeadlineScores {
  metrics: Record<HeadlineMetric, number | null>;
  perClass: ClassScores[];
}

/** Metrics of rows that stand `counts[row]` times; `counts` must not be all 0. */
export type HeadlineScorer = (counts: Int32Array) => HeadlineScores;

/**
 * Prepares a classifier's rows so that its headline metrics are quickly had of any choice of them, the same row
 * any number of times.
 *
 * The macro F1 has no value where a class is lost, neither labelled nor predicted though it is so among all rows:
 * counting it as 0 would say that a classifier without a fault has some.
 *
 * @param labels [rows] true classes
 */
export function headlineScorer(labels: Int32Array, logits: LogitRows): HeadlineScorer {
  const {classes} = logits;
  const predicted = predictedClasses(logits);
  const losses = rowLosses(labels, logits);
  const probabilities = probabilityRows(logits);
  const known = new Set([...labels, ...predicted]);
  const rankings = Array.from({length: classes}, (_, label) =>
    rankingOf(
      labels,
      Float64Array.from(labels, (_, row) => probabilities[row * classes + label] as number),
      label,
    ),
  );
  const cells = labels.map((label, row) => label * classes + (predicted[row] as number));
  const cumulated = new Float64Array(labels.length + 1);
  return (counts) => {
    const matrix = countedMatrix(cells, counts, classes);
    const support = supportOf(matrix);
    const perClass = classScores(matrix);
    const auc = rankings.map((ranking) => countedAuc(ranking, counts, cumulated));
    const averages = averageScores(matrix, perClass, support);
    const lost = perClass.some(({f1}, label) => f1 === null && known.has(label));
    const all = {
      ...averages,
      f1Macro: lost ? null : averages.f1Macro,
      aucMacro: classAverage(auc, support).macro,
      logLoss: meanLoss(losses, counts),
      matthews: matthewsCorrelation(matrix),
    };
    const metrics = Object.fromEntries(HEADLINE_METRICS.map((name) => [name, all[name]]));
    return {metrics: metrics as HeadlineScores['metrics'], perClass};
  };
}

/** The confusion matrix of rows that stand `counts[row]` times, each in its cell: true class * classes + predicted. */
function countedMatrix(cells: Int32Array, counts: Int32Array, classes: number): number[][] {
  const counted = new Int32Array(classes * classes);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] as number;
    counted[cell] = (counted[cell] as number) + (counts[row] as number);
  }
  return Array.from({length: classes}, (_, label) =>
    Array.from({length: classes}, (_, other) => counted[label * classes + other] as number),
  );
}

function meanLoss(losses: Float64Array, counts: Int32Array): number {
  let [rows, loss] = [0, 0];
  for (let row = 0; row < losses.length; row++) {
    rows += counts[row] as number;
    loss += (counts[row] as number) * (losses[row] as number);
  }
  return loss / rows;
}
