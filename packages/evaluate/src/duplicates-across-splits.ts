import type {TokenRows} from './token-rows.js';

/** From the split that may leak to those that it may leak into. */
const ORDER = ['train', 'validation', 'test'];

/**
 * Rows whose token ids stand in a split before theirs as well (train comes before validation, validation before
 * test): what was learned there is no evidence here. Truncated rows are left out, since what was cut off may
 * differ.
 *
 * @returns row to the first row of the earliest split with the same ids
 */
export function duplicatesAcrossSplits({splits, inputIds, truncated}: TokenRows): Map<number, number> {
  const duplicates = new Map<number, number>();
  const firstWith = new Map<string, number>();
  const bySplit = [...splits.keys()].sort((a, b) => place(splits[a]) - place(splits[b]) || a - b);
  for (const row of bySplit) {
    if (truncated[row]) continue;
    const key = keyOf(inputIds[row] as Int32Array);
    const first = firstWith.get(key);
    if (first === undefined) firstWith.set(key, row);
    else if (splits[first] !== splits[row]) duplicates.set(row, first);
  }
  return duplicates;
}

function place(split: string | undefined): number {
  return ORDER.indexOf(split ?? '');
}

/** The ids' bytes as a string, which is far shorter than their digits. */
function keyOf({buffer, byteOffset, byteLength}: Int32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}
