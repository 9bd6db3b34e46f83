import type {LogitRows} from '@retune/metrics';

/**
 * Logits of a classifier that looks at no text: each row gets each class's share of the train rows as its
 * probability, and so the most frequent class as its prediction (scikit-learn's `DummyClassifier`, strategy
 * `prior`). A class that train lacks counts half a row, so that its log loss is finite.
 *
 * @param trainLabels label ids, at least one
 * @param rows how many rows to judge
 */
export function majorityLogits(trainLabels: Int32Array, rows: number, classes: number): LogitRows {
  const counts = new Float64Array(classes);
  for (const label of trainLabels) counts[label] = (counts[label] as number) + 1;
  const logits = counts.map((count) => Math.log(Math.max(count, 0.5) / trainLabels.length));
  const values = new Float64Array(rows * classes);
  for (let start = 0; start < values.length; start += classes) values.set(logits, start);
  return {classes, values};
}
