import type {Table, Vector} from 'apache-arrow';
import type {Mistake} from './report-data.js';

/**
 * The `most` rows whose wrong class got the highest probability: the first place to look for wrong labels
 * and for what the classifier has not learned. Ties keep the order of the rows.
 */
export function confidentMistakes(
  predictions: Table,
  examples: Table,
  labels: readonly string[],
  most: number,
): Mistake[] {
  const labelIds = predictions.getChild('label')?.toArray() as Int32Array;
  const predictedIds = predictions.getChild('predicted')?.toArray() as Int32Array;
  const rows = predictions.getChild('row')?.toArray() as Int32Array;
  const probabilities = predictions.getChild('probabilities') as Vector;
  const texts = examples.getChild('text') as Vector;
  return Array.from(labelIds.keys())
    .filter((i) => labelIds[i] !== predictedIds[i])
    .map((i) => ({i, probability: probabilities.get(i)?.get(predictedIds[i] as number) as number}))
    .sort((a, b) => b.probability - a.probability || a.i - b.i)
    .slice(0, most)
    .map(({i, probability}) => ({
      text: texts.get(rows[i] as number) as string,
      label: labels[labelIds[i] as number] ?? '',
      predicted: labels[predictedIds[i] as number] ?? '',
      probability,
    }));
}
