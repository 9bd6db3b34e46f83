/** What the loss aims at. */
export interface TargetOptions {
  /** [classes] What a row of each class counts, above 0. */
  classWeights: readonly number[];
  /** Share of each row's target that is spread over all classes, from 0 to below 1. */
  labelSmoothing: number;
}

/**
 * Targets [batch, classes], row-major, such that the mean over the batch of -sum(targets · log probabilities) is the
 * loss of `torch.nn.CrossEntropyLoss(weight, label_smoothing)`: its mean is one by weight, the sum over the rows
 * divided by that of their classes' weights. Without weights and smoothing they are one-hot.
 */
export function softTargets(
  labels: readonly number[],
  {classWeights, labelSmoothing}: TargetOptions,
): Float32Array<ArrayBuffer> {
  const classes = classWeights.length;
  const scale = labels.length / targetWeight(labels, {classWeights});
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    classWeights.forEach((weight, id) => {
      const share = labelSmoothing / classes + (id === label ? 1 - labelSmoothing : 0);
      targets[row * classes + id] = share * weight * scale;
    });
  });
  return targets;
}

/** What a batch counts in a weighted mean of several: the sum of its rows' weights. */
export function targetWeight(
  labels: readonly number[],
  {classWeights}: Pick<TargetOptions, 'classWeights'>,
): number {
  return labels.reduce((sum, label) => sum + (classWeights[label] as number), 0);
}
