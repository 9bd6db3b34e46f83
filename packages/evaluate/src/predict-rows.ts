import {StageError} from '@retune/stage';

/** Rows computed between two reports of progress: enough to find some of equal length. */
const ROWS_AT_ONCE = 2048;

/**
 * Logits [rows][classes] of all rows, computed part by part. Throws {@link StageError} where they are not
 * finite.
 *
 * @param compute gives the logits of the rows from `start` to before `end`
 * @param onRows told how many rows were added
 */
export async function predictRows(
  rows: number,
  compute: (start: number, end: number) => Promise<Float32Array[]>,
  onRows: (count: number) => void,
): Promise<Float32Array[]> {
  const logits: Float32Array[] = [];
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const part = await compute(start, Math.min(rows, start + ROWS_AT_ONCE));
    for (const row of part) logits.push(row);
    onRows(part.length);
  }
  if (logits.every((row) => row.every(Number.isFinite))) return logits;
  throw new StageError({
    where: 'inputs of evaluate: model',
    what: 'the classifier gives numbers that are not finite',
    mend: 'Its training went astray: train again with a lower learningRate.',
  });
}
