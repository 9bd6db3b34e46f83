import {HEADLINE_METRICS, type HeadlineMetric} from '@retune/artifacts';
import {averageScores} from './average-scores.js';
import {classAverage} from './class-average.js';
import {type ClassScores, classScores} from './class-scores.js';
import {supportOf} from './confusion-matrix.js';
import {type LogitRows, predictedClasses, probabilityRows} from './logit-rows.js';
import {matthewsCorrelation} from './matthews-correlation.js';
import {rowLosses} from './row-losses.js';

/** Headline metrics of some rows; null where one has no value in them. */
export interface HeadlineScores {
  metrics: Record<HeadlineMetric, number | null>;
  perClass: ClassScores[];
}

/**
 * Prepares a classifier's rows so that its headline metrics are quickly had of any choice of them, the same row
 * any number of times.
 *
 * The macro F1 has no value where a class is lost, neither labelled nor predicted though it is so among all rows:
 * counting it as 0 would say that a classifier without a fault has some.
 *
 * @param labels [rows] true classes
 * @returns the metrics of rows that stand `counts[row]` times; `counts` must not be all 0
 */
export function headlineScorer(
  labels: Int32Array,
  logits: LogitRows,
): (counts: Int32Array) => HeadlineScores {
  const {classes} = logits;
  const predicted = predictedClasses(logits);
  const losses = rowLosses(labels, logits);
  const probabilities = probabilityRows(logits);
  const known = new Set([...labels, ...predicted]);
  const rankings = Array.from({length: classes}, (_, label) => ranking(probabilities, {label, classes}));
  return (counts) => {
    const matrix = Array.from({length: classes}, () => new Array<number>(classes).fill(0));
    let [rows, loss] = [0, 0];
    for (let row = 0; row < counts.length; row++) {
      const count = counts[row] as number;
      if (count === 0) continue;
      const cells = matrix[labels[row] as number] as number[];
      cells[predicted[row] as number] = (cells[predicted[row] as number] as number) + count;
      rows += count;
      loss += count * (losses[row] as number);
    }
    const support = supportOf(matrix);
    const perClass = classScores(matrix);
    const auc = rankings.map((ranked, label) => countedAuc(ranked, {labels, label, counts}));
    const averages = averageScores(matrix, perClass, support);
    const lost = perClass.some(({f1}, label) => f1 === null && known.has(label));
    const all = {
      ...averages,
      f1Macro: lost ? null : averages.f1Macro,
      aucMacro: classAverage(auc, support).macro,
      logLoss: loss / rows,
      matthews: matthewsCorrelation(matrix),
    };
    const metrics = Object.fromEntries(HEADLINE_METRICS.map((name) => [name, all[name]]));
    return {metrics: metrics as HeadlineScores['metrics'], perClass};
  };
}

interface Ranking {
  /** Rows by rising score. */
  order: Uint32Array;
  /** Whether the row at this place has the same score as the one before. */
  tied: Uint8Array;
}

function ranking(probabilities: Float64Array, {label, classes}: {label: number; classes: number}): Ranking {
  const score = (row: number) => probabilities[row * classes + label] as number;
  const order = Uint32Array.from({length: probabilities.length / classes}, (_, row) => row).sort(
    (a, b) => score(a) - score(b),
  );
  const tied = Uint8Array.from(order, (row, place) =>
    place > 0 && score(row) === score(order[place - 1] as number) ? 1 : 0,
  );
  return {order, tied};
}

/** Area under the ROC curve of one class, see `rocAuc`, each row standing `counts[row]` times. */
function countedAuc(
  {order, tied}: Ranking,
  {labels, label, counts}: {labels: Int32Array; label: number; counts: Int32Array},
): number | null {
  // Rows below the present score, and rows of that score.
  let [negativesBelow, positives, negatives, wins, allPositives] = [0, 0, 0, 0, 0];
  for (let place = 0; place < order.length; place++) {
    if (tied[place] === 0) {
      wins += positives * (negativesBelow + negatives / 2);
      negativesBelow += negatives;
      allPositives += positives;
      [positives, negatives] = [0, 0];
    }
    const row = order[place] as number;
    const count = counts[row] as number;
    if (labels[row] === label) positives += count;
    else negatives += count;
  }
  wins += positives * (negativesBelow + negatives / 2);
  negativesBelow += negatives;
  allPositives += positives;
  return allPositives === 0 || negativesBelow === 0 ? null : wins / (allPositives * negativesBelow);
}
