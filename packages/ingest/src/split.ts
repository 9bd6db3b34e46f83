import {shortList} from '@retune/stage';
import type {Row} from './row.js';

/** In the order of the examples. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];
export type Splits = Readonly<Record<Split, readonly Row[]>>;

/** The splits that files were given for. */
export type GivenSplits = Readonly<Pick<Splits, 'train'> & Partial<Splits>>;

/** `change` done to the rows of each split that is given. */
export function mapSplits(given: GivenSplits, change: (rows: readonly Row[]) => readonly Row[]): GivenSplits {
  const changed = SPLITS.flatMap((split) => {
    const rows = given[split];
    return rows ? [[split, change(rows)] as const] : [];
  });
  return Object.fromEntries(changed) as GivenSplits;
}

/** Such as `train has 4 rows: joy 3, fear 1`, in the order of `labels`; the first ten of more. */
export function distributionText(split: Split, rows: readonly Row[], labels: readonly string[]): string {
  const counts = new Map(labels.map((label) => [label, 0]));
  for (const {label} of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return `${split} has ${rows.length} rows: ${shortList([...counts].map((entry) => entry.join(' ')))}`;
}

/** How many texts of `rows` stand in train too; each such row counts. */
export function rowsAlsoInTrain(rows: readonly Row[], train: readonly Row[]): number {
  const texts = new Set(train.map(({text}) => text));
  return rows.filter(({text}) => texts.has(text)).length;
}
