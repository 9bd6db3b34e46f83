/** What each class counts in the loss: all alike, by how rare it is, or as told by label. */
export type ClassWeights = 'none' | 'balanced' | Readonly<Record<string, number>>;

/**
 * The weight of each class by id. `balanced` is scikit-learn's: rows / (classes · rows of the class), which makes
 * all classes count alike and the mean over the rows 1.
 *
 * @param asked a map has each of `labels`
 * @param labelIds [rows] of the rows to train on, each class among them
 */
export function classWeightsById(
  asked: ClassWeights,
  {labels, labelIds}: {labels: readonly string[]; labelIds: readonly number[]},
): number[] {
  if (asked === 'none') return labels.map(() => 1);
  if (asked !== 'balanced') return labels.map((label) => asked[label] as number);
  const counts = new Array<number>(labels.length).fill(0);
  for (const id of labelIds) counts[id] = (counts[id] as number) + 1;
  return counts.map((count) => labelIds.length / (labels.length * count));
}
