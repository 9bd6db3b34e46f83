import {softmax} from '@retune/encoder';
import {mean, weightedMean} from './average.js';
import {type ClassScores, classScores} from './class-scores.js';
import {confusionMatrix, correctCount, supportOf} from './confusion-matrix.js';
import {logLoss} from './log-loss.js';
import {matthewsCorrelation} from './matthews-correlation.js';
import {type MetricNote, metricNotes} from './metric-note.js';
import {oneVsRestAuc} from './one-vs-rest-auc.js';
import {predictedClass} from './predicted-class.js';

/**
 * How well a classifier does, by the definitions of scikit-learn 1.9. All lie between 0 and 1 but the log
 * loss (0 and up) and the Matthews correlation (-1 to 1). Averages: weighted by the rows of each class,
 * macro over classes alike, micro over rows alike.
 */
export interface ClassificationMetrics {
  accuracy: number;
  /** Mean recall over the classes that have rows. */
  balancedAccuracy: number;
  precisionWeighted: number;
  recallWeighted: number;
  f1Weighted: number;
  precisionMacro: number;
  recallMacro: number;
  f1Macro: number;
  precisionMicro: number;
  recallMicro: number;
  f1Micro: number;
  /** One-vs-rest; null where a class has no ROC curve. */
  aucMacro: number | null;
  aucWeighted: number | null;
  /** Mean cross entropy in nats. */
  logLoss: number;
  /** Matthews correlation; 0 where undefined, with a note. */
  matthews: number;
  /** By class id. */
  perClass: (ClassScores & {label: string; support: number; auc: number | null})[];
  /** [true class][predicted class] counts. */
  confusionMatrix: number[][];
  /** Which of the values above are missing or a convention, and why. */
  notes: MetricNote[];
}

/**
 * Computes all metrics of one classifier on one set of rows, of which there is at least one.
 *
 * @param labels [rows] true classes, 0 to labelNames.length - 1
 * @param logits [rows][classes], finite
 * @param labelNames [classes]
 */
export function classificationMetrics(
  labels: ArrayLike<number>,
  logits: readonly ArrayLike<number>[],
  labelNames: readonly string[],
): ClassificationMetrics {
  const matrix = confusionMatrix(labels, logits.map(predictedClass), labelNames.length);
  const support = supportOf(matrix);
  const scores = classScores(matrix);
  const auc = oneVsRestAuc(labels, logits.map(softmax), support);
  const accuracy = correctCount(matrix) / logits.length;
  const metrics = {
    accuracy,
    balancedAccuracy: mean(scores.filter((_, i) => support[i] !== 0).map(({recall}) => recall)),
    precisionWeighted: weightedMean(of(scores, 'precision'), support),
    recallWeighted: weightedMean(of(scores, 'recall'), support),
    f1Weighted: weightedMean(of(scores, 'f1'), support),
    precisionMacro: mean(of(scores, 'precision')),
    recallMacro: mean(of(scores, 'recall')),
    f1Macro: mean(of(scores, 'f1')),
    // Each row has one label and one prediction, so all three micro averages are the accuracy.
    precisionMicro: accuracy,
    recallMicro: accuracy,
    f1Micro: accuracy,
    aucMacro: auc.macro,
    aucWeighted: auc.weighted,
    logLoss: logLoss(labels, logits),
    matthews: matthewsCorrelation(matrix) ?? 0,
    perClass: scores.map((classScore, i) => ({
      label: labelNames[i] as string,
      support: support[i] as number,
      ...classScore,
      auc: auc.perClass[i] ?? null,
    })),
    confusionMatrix: matrix,
  };
  return {...metrics, notes: metricNotes(metrics)};
}

function of(scores: readonly ClassScores[], name: keyof ClassScores): number[] {
  return scores.map((score) => score[name]);
}
