import {tf} from '@retune/backend';
import {type EncoderConfig, longestRow} from './encoder-config.js';
import type {TokenInput} from './forward.js';

/** A row of token ids, special tokens included. */
export type InputIds = Int32Array | readonly number[];

/** Rows padded at the end to the longest of them, as plain arrays. */
export interface PaddedRows {
  batch: number;
  tokens: number;
  /** [batch, tokens]; padding is 0, which the mask hides. */
  inputIds: Int32Array;
  /** [tokens] */
  positionIds: Int32Array;
  /** [batch, tokens], 1 for a token and 0 for padding. */
  attentionMask: Float32Array;
}

/** Pads rows to their longest. Throws where a row is longer than the encoder's positions. */
export function padRows(config: EncoderConfig, rows: readonly InputIds[]): PaddedRows {
  const batch = rows.length;
  const tokens = Math.max(1, ...rows.map((row) => row.length));
  if (tokens > longestRow(config))
    throw new Error(`Internal error: a row of ${tokens} tokens, but the encoder reads ${longestRow(config)}`);
  const inputIds = new Int32Array(batch * tokens);
  rows.forEach((row, i) => {
    inputIds.set(row, i * tokens);
  });
  return {
    batch,
    tokens,
    inputIds,
    positionIds: Int32Array.from({length: tokens}, (_, i) => config.positionOffset + i),
    attentionMask: attentionMaskOf(
      rows.map((row) => row.length),
      tokens,
    ),
  };
}

/** [rows, tokens]: 1 in the first `lengths[row]` places of each row. */
export function attentionMaskOf(lengths: readonly number[], tokens: number): Float32Array {
  const mask = new Float32Array(lengths.length * tokens);
  lengths.forEach((length, row) => {
    mask.fill(1, row * tokens, row * tokens + length);
  });
  return mask;
}

/** The rows as tensors; the caller disposes them (or works in a `tf.tidy`). */
export function tokenInput({batch, tokens, inputIds, positionIds, attentionMask}: PaddedRows): TokenInput {
  return {
    inputIds: tf.tensor2d(inputIds, [batch, tokens], 'int32'),
    positionIds: tf.tensor1d(positionIds, 'int32'),
    attentionMask: tf.tensor2d(attentionMask, [batch, tokens]),
  };
}
