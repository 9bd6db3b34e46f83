import type {Table, Vector} from 'apache-arrow';

/**
 * Rows whose wrong class got the highest probability, the most confident first; ties keep the table's order.
 *
 * @param predictions of an evaluation
 * @returns places in the examples
 */
export function mostConfidentMistakes(predictions: Table, most: number): number[] {
  const column = (name: string) => predictions.getChild(name)?.toArray() as Int32Array;
  const [rows, labels, predicted] = [column('row'), column('label'), column('predicted')];
  const probabilities = predictions.getChild('probabilities') as Vector;
  return Array.from(rows.keys())
    .filter((i) => labels[i] !== predicted[i])
    .map((i) => ({i, probability: probabilities.get(i)?.get(predicted[i] as number) as number}))
    .sort((a, b) => b.probability - a.probability || a.i - b.i)
    .slice(0, most)
    .map(({i}) => rows[i] as number);
}
