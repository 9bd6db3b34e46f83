import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {groupBy} from './group-by.js';
import type {Row} from './row.js';
import {shuffle} from './shuffle.js';
import {SPLITS, type Split, type Splits} from './split.js';

/** Splits of at most so many rows each, and the labels that have lost all of theirs. */
export interface LimitedSplits {
  readonly splits: Splits;
  readonly lost: Readonly<Record<Split, readonly string[]>>;
}

/**
 * Keeps `limit` rows of each split, of each label its share, in the order of their files. Every label keeps a row
 * where there are no more labels than `limit`; else the most frequent do. A label that train has lost leaves the
 * other splits too: no classifier could learn it.
 */
export function limitSplits(splits: Splits, limit: number, seed: number): LimitedSplits {
  const train = stratified(splits.train, limit, seed);
  const learnt = labelsIn(train);
  const of = (split: 'validation' | 'test') =>
    stratified(
      splits[split].filter(({label}) => learnt.has(label)),
      limit,
      seed,
    );
  const limited = {train, validation: of('validation'), test: of('test')};
  const lost = SPLITS.map((split) => {
    const kept = labelsIn(limited[split]);
    return [split, [...labelsIn(splits[split])].filter((label) => !kept.has(label))];
  });
  return {splits: limited, lost: Object.fromEntries(lost) as LimitedSplits['lost']};
}

/** So many of `rows`, of each label its share, chosen by the seed. */
function stratified(rows: readonly Row[], limit: number, seed: number): readonly Row[] {
  if (rows.length <= limit) return rows;
  const random = xoroshiro128plus(seed);
  const ofLabel = groupBy(rows, ({label}) => label);
  const counts = shares(
    [...ofLabel.values()].map(({length}) => length),
    limit,
  );
  const kept = new Set(
    [...ofLabel.values()].flatMap((some, index) => {
      const order = [...some];
      shuffle(order, random);
      return order.slice(0, counts[index]);
    }),
  );
  return rows.filter((row) => kept.has(row));
}

/**
 * Whole numbers in proportion to `sizes` that add up to `total`, at most the sizes, at least 1 where `total` allows:
 * each has one, the largest first; the rest goes by largest remainders.
 */
export function shares(sizes: readonly number[], total: number): number[] {
  const bySize = [...sizes.keys()].sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
  const counts = sizes.map(() => 0);
  for (const index of bySize.slice(0, total)) counts[index] = 1;
  const rest = Math.max(0, total - sizes.length);
  const spare = sizes.reduce((sum, size) => sum + size - 1, 0);
  const quotas = sizes.map((size) => (spare === 0 ? 0 : ((size - 1) * rest) / spare));
  for (const [index, quota] of quotas.entries()) (counts[index] as number) += Math.floor(quota);
  let left = total - counts.reduce((sum, count) => sum + count, 0);
  const remainder = (index: number) => (quotas[index] as number) % 1;
  for (const index of [...bySize].sort((a, b) => remainder(b) - remainder(a))) {
    if (left <= 0) break;
    if ((counts[index] as number) >= (sizes[index] as number)) continue;
    (counts[index] as number)++;
    left--;
  }
  return counts;
}

function labelsIn(rows: readonly Row[]): Set<string> {
  return new Set(rows.map(({label}) => label));
}
