import type {ClassDetails, ClassifierDetails} from '@retune/artifacts';
import {mean} from './average.js';
import {averagePrecision} from './average-precision.js';
import {averageScores} from './average-scores.js';
import {classAverage} from './class-average.js';
import {classScores} from './class-scores.js';
import {cohenKappa} from './cohen-kappa.js';
import {confusionMatrix, predictedCounts, supportOf} from './confusion-matrix.js';
import {type LogitRows, predictedClasses, probabilityRows} from './logit-rows.js';
import {matthewsCorrelation} from './matthews-correlation.js';
import {metricNotes} from './metric-note.js';
import {rankedScores} from './ranked-scores.js';
import {reliabilityOf} from './reliability.js';
import {rocAuc} from './roc-auc.js';
import {rowLosses} from './row-losses.js';
import {topAccuracy} from './top-accuracy.js';

/** How well a classifier does on rows, without what a bootstrap adds. */
export type ClassificationMetrics = Pick<ClassifierDetails, 'metrics' | 'confusionMatrix' | 'notes'> & {
  perClass: Omit<ClassDetails, 'intervals'>[];
};

/**
 * Computes all metrics of one classifier on one set of rows, of which there is at least one, by the definitions
 * of scikit-learn 1.9. All lie between 0 and 1 but the log loss (0 and up, nats), Matthews correlation and
 * Cohen's kappa (-1 to 1). Averages are weighted by the rows of each class, macro over classes alike, or micro
 * over rows alike. A metric without a value is null and has a note.
 *
 * @param labels [rows] true classes, 0 to labelNames.length - 1
 * @param labelNames [classes]
 */
export function classificationMetrics(
  labels: ArrayLike<number>,
  logits: LogitRows,
  labelNames: readonly string[],
): ClassificationMetrics {
  const matrix = confusionMatrix(labels, predictedClasses(logits), logits.classes);
  const support = supportOf(matrix);
  const predicted = predictedCounts(matrix);
  const scores = classScores(matrix);
  const curves = curveAreas(labels, probabilityRows(logits), support);
  const perClass = scores.map((score, i) => ({
    label: labelNames[i] as string,
    support: support[i] as number,
    predicted: predicted[i] as number,
    ...score,
    ...(curves[i] as (typeof curves)[0]),
  }));
  const averages = averageScores(matrix, scores, support);
  const auc = classAverage(
    curves.map((areas) => areas.auc),
    support,
  );
  const precision = classAverage(
    curves.map((areas) => areas.averagePrecision),
    support,
  );
  const {accuracy} = averages;
  const metrics = {
    ...averages,
    // Each row has one label and one prediction, so all three micro averages are the accuracy.
    precisionMicro: accuracy,
    recallMicro: accuracy,
    f1Micro: accuracy,
    aucMacro: auc.macro,
    aucWeighted: auc.weighted,
    averagePrecisionMacro: precision.macro,
    averagePrecisionWeighted: precision.weighted,
    logLoss: mean(rowLosses(labels, logits)),
    matthews: matthewsCorrelation(matrix),
    cohenKappa: cohenKappa(matrix),
    top2Accuracy: topAccuracy(labels, logits, 2),
    top3Accuracy: topAccuracy(labels, logits, 3),
    expectedCalibrationError: reliabilityOf(labels, logits).expectedCalibrationError,
  };
  return {metrics, perClass, confusionMatrix: matrix, notes: metricNotes(metrics, perClass)};
}

/** Areas under each class's ROC and precision-recall curves, the class against the rest. */
function curveAreas(labels: ArrayLike<number>, probabilities: Float64Array, support: readonly number[]) {
  return support.map((rows, label) => {
    const ranked = rankedScores(labels, probabilities, {label, classes: support.length, support: rows});
    return {auc: rocAuc(ranked), averagePrecision: averagePrecision(ranked)};
  });
}
