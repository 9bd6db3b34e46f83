import {halfToTensor, tf} from '@retune/backend';
import type {HiddenStateRows} from './feature-rows.js';
import type {HiddenInput} from './forward.js';
import type {ArrayRoom} from './reused-array.js';
import {attentionMaskOf} from './token-batch.js';

/** Rows of cached hidden states padded at the end to the longest of them, as plain arrays. */
export interface PaddedHiddenRows {
  batch: number;
  tokens: number;
  hiddenSize: number;
  /** Half-precision values [batch, tokens, hidden], 0 in the padding. */
  hiddenStates: Uint16Array;
  /** [batch, tokens], 1 for a token and 0 for padding. */
  attentionMask: Float32Array;
}

/** Reads rows and pads them to their longest. The hidden states lie in an array of `room`, by default a new one. */
export function padHiddenRows(
  features: HiddenStateRows,
  rows: readonly number[],
  room: ArrayRoom = (length) => new Uint16Array(length),
): PaddedHiddenRows {
  const {hiddenSize} = features;
  const lengths = rows.map((row) => features.tokens(row));
  const tokens = Math.max(1, ...lengths);
  const hiddenStates = room(rows.length * tokens * hiddenSize);
  rows.forEach((row, i) => {
    const start = i * tokens * hiddenSize;
    features.readInto(row, hiddenStates, start);
    hiddenStates.fill(0, start + features.tokens(row) * hiddenSize, start + tokens * hiddenSize);
  });
  return {
    batch: rows.length,
    tokens,
    hiddenSize,
    hiddenStates,
    attentionMask: attentionMaskOf(lengths, tokens),
  };
}

/** The rows as tensors; the caller disposes them (or works in a `tf.tidy`). */
export function hiddenInput({
  batch,
  tokens,
  hiddenSize,
  hiddenStates,
  attentionMask,
}: PaddedHiddenRows): HiddenInput {
  return {
    hiddenStates: halfToTensor(hiddenStates, [batch, tokens, hiddenSize]),
    attentionMask: tf.tensor2d(attentionMask, [batch, tokens]),
  };
}
