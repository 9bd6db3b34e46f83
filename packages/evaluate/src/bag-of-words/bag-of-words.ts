import type {LogitRows} from '@retune/metrics';
import {fitLogisticRegression, predictLogits} from './logistic-regression.js';
import {tfIdf} from './tf-idf.js';

/**
 * Weak regularization, which suits rows of length 1: on the emotion data it gives a weighted F1 of 0.88, against
 * 0.86 with scikit-learn's default of 1.
 */
const STRENGTH = 10;
/** Ten times scikit-learn's default: on the emotion data a fifth of the steps, and predictions as good (F1 0.879 and 0.877). */
const TOLERANCE = 1e-3;

/**
 * The logits of a classifier that knows only which tokens a text has, not their order: logistic regression on
 * tf-idf weights, trained on the train rows.
 *
 * @param train token ids of each train row, and their labels
 * @param rows token ids of the rows to judge
 */
export function bagOfWordsLogits(
  train: {inputIds: readonly Int32Array[]; labels: Int32Array},
  rows: readonly Int32Array[],
  classes: number,
): LogitRows {
  const vectorize = tfIdf(train.inputIds);
  const model = fitLogisticRegression(vectorize(train.inputIds), train.labels, {
    classes,
    strength: STRENGTH,
    tolerance: TOLERANCE,
  });
  return predictLogits(vectorize(rows), model);
}
