import type {List, Table, Vector} from 'apache-arrow';
import type {LengthSummary} from './report-data.js';

const MOST_BINS = 30;

/**
 * Distribution of the texts' lengths in tokens.
 *
 * @param maxLength tokens that a text may have, as the params of the tokens say
 */
export function lengthSummary(tokens: Table, maxLength: number | undefined): LengthSummary {
  const lengths = listLengths(tokens.getChild('inputIds') as Vector<List>).sort();
  let truncated = 0;
  for (const isTruncated of tokens.getChild('truncated') as Iterable<boolean>) if (isTruncated) truncated++;
  return {
    rows: lengths.length,
    truncated,
    maxLength,
    median: quantile(lengths, 0.5),
    percentile95: quantile(lengths, 0.95),
    longest: lengths.at(-1) ?? 0,
    bins: lengthBins(lengths),
  };
}

/** Reads only the offsets: the ids themselves may be many. */
function listLengths(column: Vector<List>): Int32Array {
  const lengths = new Int32Array(column.length);
  let row = 0;
  for (const {valueOffsets, length} of column.data)
    for (let i = 0; i < length; i++) lengths[row++] = Number(valueOffsets[i + 1]) - Number(valueOffsets[i]);
  return lengths;
}

/** The smallest length that at least `share` of the rows do not exceed. */
function quantile(sorted: Int32Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Bins from 1 token up, of the smallest round width that needs no more than {@link MOST_BINS}. */
function lengthBins(sorted: Int32Array): LengthSummary['bins'] {
  const longest = sorted.at(-1) ?? 0;
  const width = roundWidth(longest / MOST_BINS);
  const bins = Array.from({length: Math.ceil(longest / width)}, (_, bin) => ({
    from: bin * width + 1,
    to: (bin + 1) * width,
    rows: 0,
  }));
  for (const length of sorted) {
    const bin = bins[Math.ceil(length / width) - 1];
    if (bin) bin.rows++;
  }
  return bins;
}

/** The smallest of 1, 2, 5, 10, 20, 50, ... that is at least `width`. */
function roundWidth(width: number): number {
  for (let unit = 1; ; unit *= 10)
    for (const digit of [1, 2, 5]) if (digit * unit >= width) return digit * unit;
}
