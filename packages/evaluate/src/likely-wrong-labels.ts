import {type LogitRows, predictedClasses, probabilityRows} from '@retune/metrics';

/** No label is suggested in its stead. */
export const NOT_IN_DOUBT = -1;

/**
 * Finds rows whose label is likely wrong, by confident learning (Northcutt et al. 2021, "Confident learning:
 * estimating uncertainty in dataset labels"): a class is confident of a row where its probability is at least
 * the mean of that class's probability over the rows labelled so; a row is in doubt where the likeliest class
 * that is confident of it is not its label. A row whose label is the likeliest of all classes is never in doubt.
 *
 * @param labels [rows] given classes
 * @param logits of a classifier that did not learn from these rows
 * @returns [rows] the class suggested instead, or {@link NOT_IN_DOUBT}
 */
export function likelyWrongLabels(labels: Int32Array, logits: LogitRows): Int32Array {
  const {classes} = logits;
  const probabilities = probabilityRows(logits);
  const predicted = predictedClasses(logits);
  const thresholds = meanSelfConfidence(labels, probabilities, classes);
  return labels.map((label, row) => {
    if (predicted[row] === label) return NOT_IN_DOUBT;
    let suggested = NOT_IN_DOUBT;
    let highest = 0;
    for (let i = 0; i < classes; i++) {
      const probability = probabilities[row * classes + i] as number;
      // NaN, of a class without rows, is never reached.
      if (probability >= (thresholds[i] as number) && probability > highest)
        [suggested, highest] = [i, probability];
    }
    return suggested === label ? NOT_IN_DOUBT : suggested;
  });
}

/** [classes]: the mean probability of each class over the rows labelled so; NaN without such rows. */
function meanSelfConfidence(labels: Int32Array, probabilities: Float64Array, classes: number): Float64Array {
  const [sums, rows] = [new Float64Array(classes), new Float64Array(classes)];
  labels.forEach((label, row) => {
    sums[label] = (sums[label] as number) + (probabilities[row * classes + label] as number);
    rows[label] = (rows[label] as number) + 1;
  });
  return sums.map((sum, label) => sum / (rows[label] as number));
}
