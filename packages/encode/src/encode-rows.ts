import {areFiniteHalves, tensorToHalf} from '@retune/backend';
import {type EncoderConfig, lengthBatches, padRows, refinementsOf, type TokenGraph} from '@retune/encoder';
import {StageError} from '@retune/stage';
import type {EncodedRows} from './features-batch.js';
import type {RowToEncode} from './row-chunks.js';

/** About the values of a batch's hidden states, 2048 tokens of 384: with fewer the cores idle, more leave the cache. */
const VALUES_PER_BATCH = 2048 * 384;

/** The frozen layers, ready to run. */
export interface Trunk {
  /** Hidden states [batch, tokens, hidden] of each batch; the caller disposes them. */
  run: TokenGraph['run'];
  dispose(): void;
}

/**
 * Encodes rows in batches of similar length and puts them back in order. Only the tokens' values are kept,
 * none of the padding's. `onTokens` hears of each batch's number of tokens. Throws StageError, naming the file of the
 * checkpoint's weights, where values are not finite.
 */
export function encodeRows(
  rows: readonly RowToEncode[],
  {config, trunk, weightsFile}: {config: EncoderConfig; trunk: Trunk; weightsFile: string},
  onTokens: (tokens: number) => void,
): EncodedRows {
  const {hiddenSize} = config;
  const lengths = rows.map(({inputIds}) => inputIds.length);
  const refinedLengths = rows.map(({isRefined, inputIds}) => (isRefined ? inputIds.length : 0));
  const [starts, refinedStarts] = [startsOf(lengths), startsOf(refinedLengths)];
  const hiddenStates = new Uint16Array((starts.at(-1) as number) * hiddenSize);
  const refinements = new Int8Array((refinedStarts.at(-1) as number) * hiddenSize);
  const batches = lengthBatches(lengths, VALUES_PER_BATCH / hiddenSize).map((places) => ({
    places,
    ...padRows(
      config,
      places.map((place) => (rows[place] as RowToEncode).inputIds),
    ),
  }));
  for (const [{places, tokens}, tensor] of trunk.run(batches)) {
    const halves = tensorToHalf(tensor);
    const isRefined = places.some((row) => rows[row]?.isRefined);
    const values = isRefined ? (tensor.dataSync() as Float32Array) : new Float32Array();
    tensor.dispose();
    if (!areFiniteHalves(halves)) throw notFinite(weightsFile);
    places.forEach((row, i) => {
      const from = i * tokens * hiddenSize;
      const size = (lengths[row] as number) * hiddenSize;
      const ofRow = halves.subarray(from, from + size);
      hiddenStates.set(ofRow, (starts[row] as number) * hiddenSize);
      if (rows[row]?.isRefined)
        refinements.set(
          refinementsOf(values.subarray(from, from + size), ofRow),
          (refinedStarts[row] as number) * hiddenSize,
        );
    });
    onTokens(places.reduce((sum, row) => sum + (lengths[row] as number), 0));
  }
  return {lengths, hiddenStates, refinedLengths, refinements};
}

function notFinite(weightsFile: string): StageError {
  return new StageError({
    where: weightsFile,
    what: 'its frozen layers give hidden states that are not finite, or beyond 65504, the most that half precision holds',
    mend: 'Bring the checkpoint again or use another; if only its values are large, train without features.',
  });
}

/** The number of tokens before each row, and of all of them at the end. */
function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push((starts.at(-1) as number) + length);
  return starts;
}
