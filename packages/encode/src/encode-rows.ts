import {tensorToHalf, type tf} from '@retune/backend';
import {type EncoderConfig, type InputIds, lengthBatches, type PaddedRows, padRows} from '@retune/encoder';
import type {EncodedRows} from './features-batch.js';

/** Tokens of a batch after padding: with fewer the cores idle, with more nothing is won. */
const TOKENS_PER_BATCH = 2048;

/** The frozen layers, ready to run. */
export interface Trunk {
  /** Hidden states [batch, tokens, hidden]; the caller disposes them. */
  hiddenStates(rows: PaddedRows): tf.Tensor;
  dispose(): void;
}

/**
 * Encodes rows in batches of similar length and puts them back in order. Only the tokens' values are kept,
 * none of the padding's. `onTokens` hears of each batch's number of tokens.
 */
export function encodeRows(
  rows: readonly InputIds[],
  {config, trunk}: {config: EncoderConfig; trunk: Trunk},
  onTokens: (tokens: number) => void,
): EncodedRows {
  const {hiddenSize} = config;
  const lengths = rows.map((row) => row.length);
  const starts = startsOf(lengths);
  const hiddenStates = new Uint16Array((starts.at(-1) as number) * hiddenSize);
  for (const batch of lengthBatches(lengths, TOKENS_PER_BATCH)) {
    const padded = padRows(
      config,
      batch.map((row) => rows[row] as InputIds),
    );
    const tensor = trunk.hiddenStates(padded); // [batch, tokens, hidden]
    const halves = tensorToHalf(tensor);
    tensor.dispose();
    batch.forEach((row, i) => {
      const from = i * padded.tokens * hiddenSize;
      const size = (lengths[row] as number) * hiddenSize;
      hiddenStates.set(halves.subarray(from, from + size), (starts[row] as number) * hiddenSize);
    });
    onTokens(batch.reduce((sum, row) => sum + (lengths[row] as number), 0));
  }
  return {lengths, hiddenStates};
}

/** The number of tokens before each row, and of all of them at the end. */
function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push((starts.at(-1) as number) + length);
  return starts;
}
