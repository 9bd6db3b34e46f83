/** How a classifier does on the validation split. */
export interface ValidationMetrics {
  /** Mean cross-entropy. */
  loss: number;
  accuracy: number;
  /** F1 of each class, weighted by its number of rows; 0 for a class never predicted. */
  f1Weighted: number;
}

/** Metrics of logits [rows][classes] against labels. */
export function validationMetrics(
  logits: readonly ArrayLike<number>[],
  labels: readonly number[],
): ValidationMetrics {
  const predicted = logits.map(largest);
  const correct = predicted.filter((label, row) => label === labels[row]).length;
  const losses = logits.map((row, i) => crossEntropy(row, labels[i] as number));
  return {
    loss: losses.reduce((sum, loss) => sum + loss, 0) / labels.length,
    accuracy: correct / labels.length,
    f1Weighted: weightedF1(predicted, labels),
  };
}

function weightedF1(predicted: readonly number[], labels: readonly number[]): number {
  const support = countByLabel(labels);
  const predictions = countByLabel(predicted);
  const hits = countByLabel(predicted.filter((label, row) => label === labels[row]));
  let sum = 0;
  for (const [label, rows] of support)
    sum += (rows * 2 * (hits.get(label) ?? 0)) / (rows + (predictions.get(label) ?? 0));
  return sum / labels.length;
}

function countByLabel(labels: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Place of the largest value, the first of equals. */
function largest(values: ArrayLike<number>): number {
  let place = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[place] as number)) place = i;
  return place;
}

function crossEntropy(logits: ArrayLike<number>, label: number): number {
  const peak = Math.max(...Array.from(logits));
  const sum = Array.from(logits).reduce((total, logit) => total + Math.exp(logit - peak), 0);
  return peak + Math.log(sum) - (logits[label] as number);
}
