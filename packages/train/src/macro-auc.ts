import {softmax} from '@retune/encoder';

/**
 * Mean over the classes of the area under the ROC curve of the class against the rest, as scikit-learn's
 * `roc_auc_score(multi_class='ovr')`; not a number where a class has no row, or all of them.
 *
 * @param logits [rows][classes]
 * @param labels [rows]
 */
export function macroAuc(
  logits: readonly ArrayLike<number>[],
  labels: readonly number[],
  classes: number,
): number {
  const probabilities = logits.map(softmax);
  let sum = 0;
  for (let id = 0; id < classes; id++)
    sum += areaUnderCurve(
      Float64Array.from(probabilities, (row) => row[id] as number),
      labels.map((label) => label === id),
    );
  return sum / classes;
}

/** The share of pairs of a row of the class and another in which it has the higher score, ties counting half. */
function areaUnderCurve(scores: Float64Array, positive: readonly boolean[]): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let [pairs, negativesBelow, positives] = [0, 0, 0];
  for (let start = 0; start < order.length; ) {
    const score = scores[order[start] as number];
    let [tiedPositives, tiedNegatives] = [0, 0];
    for (; start < order.length && scores[order[start] as number] === score; start++)
      if (positive[order[start] as number]) tiedPositives++;
      else tiedNegatives++;
    pairs += tiedPositives * (negativesBelow + tiedNegatives / 2);
    negativesBelow += tiedNegatives;
    positives += tiedPositives;
  }
  return pairs / (positives * negativesBelow);
}
