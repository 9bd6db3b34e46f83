/** The scores for one class of its own rows and of all others, each sorted upwards. */
export interface RankedScores {
  positives: Float64Array;
  negatives: Float64Array;
}

/**
 * Sorts rows by their score for one class.
 *
 * @param labels [rows] true classes
 * @param probabilities row-major [rows, classes]
 * @param support rows of the class
 */
export function rankedScores(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
  {label, classes, support}: {label: number; classes: number; support: number},
): RankedScores {
  const positives = new Float64Array(support);
  const negatives = new Float64Array(labels.length - support);
  let [positive, negative] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const score = probabilities[row * classes + label] as number;
    if (labels[row] === label) positives[positive++] = score;
    else negatives[negative++] = score;
  }
  return {positives: positives.sort(), negatives: negatives.sort()};
}
