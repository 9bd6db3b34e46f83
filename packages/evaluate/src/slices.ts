import type {EvaluationSlice} from '@retune/artifacts';
import {wilsonInterval} from '@retune/metrics';

/** Slices by length hold about equally many rows each. */
const LENGTH_SLICES = 5;

/** What slices are cut by: [rows] each. */
export interface SlicedRows {
  labels: Int32Array;
  tokens: Int32Array;
  truncated: readonly boolean[];
  /** Whether the row was predicted as its label says. */
  right: readonly boolean[];
}

/** Accuracy of the judged rows by length, by label, and of those that were truncated. */
export function slices(rows: SlicedRows, labelNames: readonly string[]): EvaluationSlice[] {
  const {labels, tokens, truncated} = rows;
  return [
    ...lengthRanges(tokens).map(({from, to}) =>
      sliceOf(
        rows,
        {by: 'length', name: rangeName(from, to), tokens: {from, to}},
        (row) => (tokens[row] as number) >= from && (tokens[row] as number) <= to,
      ),
    ),
    ...labelNames.map((name, label) =>
      sliceOf(rows, {by: 'label', name, label}, (row) => labels[row] === label),
    ),
    ...(truncated.includes(true)
      ? [sliceOf(rows, {by: 'truncated', name: 'truncated'}, (row) => truncated[row] === true)]
      : []),
  ];
}

function sliceOf(
  {right}: SlicedRows,
  slice: Pick<EvaluationSlice, 'by' | 'name'> & Partial<EvaluationSlice>,
  belongs: (row: number) => boolean,
): EvaluationSlice {
  const inside = right.filter((_, row) => belongs(row));
  const hits = inside.filter(Boolean).length;
  return {
    tokens: null,
    label: null,
    ...slice,
    rows: inside.length,
    accuracy: inside.length === 0 ? null : hits / inside.length,
    interval: inside.length === 0 ? null : wilsonInterval(hits, inside.length),
  };
}

/** Ranges of lengths that adjoin, cut where a fifth of the rows more is passed; rows of one length stay together. */
function lengthRanges(tokens: Int32Array): {from: number; to: number}[] {
  const sorted = tokens.toSorted();
  const ends = Array.from(
    {length: LENGTH_SLICES},
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / LENGTH_SLICES) - 1] as number,
  );
  const distinct = [...new Set(ends)];
  return distinct.map((to, i) => ({
    from: i === 0 ? (sorted[0] as number) : (distinct[i - 1] as number) + 1,
    to,
  }));
}

function rangeName(from: number, to: number): string {
  return from === to ? `${from} tokens` : `${from} to ${to} tokens`;
}
