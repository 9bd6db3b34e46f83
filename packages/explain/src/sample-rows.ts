import type {Table} from 'apache-arrow';
import {uniformInt} from 'pure-rand/distribution/uniformInt';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';

/**
 * Draws rows of a split at random, each at most once, in the order of the table; all of them where there are
 * no more. A larger sample holds the rows of a smaller one.
 */
export function sampleRows(
  tokens: Table,
  size: number,
  {split, seed}: {split: string; seed: number},
): number[] {
  const rows: number[] = [];
  for (const [row, of] of [...(tokens.getChild('split') ?? [])].entries()) if (of === split) rows.push(row);
  const random = xoroshiro128plus(seed);
  const drawn = Math.min(size, rows.length);
  for (let place = 0; place < drawn; place++) {
    const other = uniformInt(random, place, rows.length - 1);
    [rows[place], rows[other]] = [rows[other] as number, rows[place] as number];
  }
  return rows.slice(0, drawn).sort((a, b) => a - b);
}
