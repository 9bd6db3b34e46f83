import type {Table} from 'apache-arrow';
import {z} from 'zod';
import type {HistoryRow} from './report-data.js';

/** `classifier.json` of a model; it may say more. */
export const classifierSettings = z.object({
  architecture: z.string(),
  labels: z.array(z.string()),
  /** The embeddings and this many layers were not trained; with `none` everything was. */
  frozenLayers: z.union([z.number(), z.literal('none')]),
  bestStep: z.number(),
});

/** The history's rows, in order of their steps. */
export function historyRows(history: Table): HistoryRow[] {
  const column = (name: keyof HistoryRow) => history.getChild(name);
  const columns = {
    step: column('step'),
    epoch: column('epoch'),
    learningRate: column('learningRate'),
    trainLoss: column('trainLoss'),
    gradientNorm: column('gradientNorm'),
    validationLoss: column('validationLoss'),
    validationAccuracy: column('validationAccuracy'),
    validationF1: column('validationF1'),
  };
  return Array.from(
    {length: history.numRows},
    (_, row) =>
      Object.fromEntries(
        Object.entries(columns).map(([name, values]) => [name, values?.get(row)]),
      ) as unknown as HistoryRow,
  );
}

/** At most `most` of the rows, evenly spread, the first and the last among them. */
export function thinned<Row>(rows: readonly Row[], most: number): Row[] {
  if (rows.length <= most) return [...rows];
  return Array.from(
    {length: most},
    (_, place) => rows[Math.round((place * (rows.length - 1)) / (most - 1))] as Row,
  );
}
