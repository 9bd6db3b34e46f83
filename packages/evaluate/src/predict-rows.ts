import {lengthBatches} from '@retune/encoder';
import type {LogitRows} from '@retune/metrics';
import {StageError} from '@retune/stage';
import type {RowLogits} from './row-logits.js';

/** About the tokens of a batch: with fewer the cores idle, with more rows of unlike lengths are padded. */
const TOKENS_PER_BATCH = 2048;

/** Of what the logits are computed. */
export interface RowsToPredict {
  /** Places in the tokens table. */
  rows: Int32Array;
  /** Tokens of each row of the table. */
  tokens: (row: number) => number;
  classes: number;
  /** Port that names the classifier in a failure. */
  port: 'model' | 'checkpoint';
}

/**
 * Logits of rows in the order given, computed in batches of similar length. Throws {@link StageError} where they
 * are not finite.
 *
 * @param onRows told how many rows were added
 */
export async function predictRows(
  classifier: RowLogits,
  {rows, tokens, classes, port}: RowsToPredict,
  onRows: (count: number) => void,
): Promise<LogitRows> {
  const values = new Float32Array(rows.length * classes);
  const batches = lengthBatches(Array.from(rows, tokens), TOKENS_PER_BATCH);
  const rowsOf = batches.map((places) => places.map((place) => rows[place] as number));
  const placesOf = batches.values();
  for await (const logits of classifier.compute(rowsOf)) {
    const places = placesOf.next().value as number[];
    places.forEach((place, i) => {
      values.set(logits.subarray(i * classes, (i + 1) * classes), place * classes);
    });
    onRows(places.length);
  }
  if (values.every(Number.isFinite)) return {classes, values};
  throw new StageError({
    where: `inputs of evaluate: ${port}`,
    what: 'the classifier gives numbers that are not finite',
    mend:
      port === 'model'
        ? 'Its training went astray: train again with a lower learningRate.'
        : 'Bring the checkpoint again, or use another one.',
  });
}
