import {tf} from '@retune/backend';
import type {HiddenStateRows, RefinedStateRows} from './feature-rows.js';
import type {HiddenInput} from './forward.js';
import {halfToFloat32} from './half-to-float32.js';
import {refine} from './refinements.js';
import type {ArrayRoom} from './reused-array.js';
import {attentionMaskOf} from './token-batch.js';

/** Rows of cached hidden states padded at the end to the longest of them, as plain arrays. */
export interface PaddedHiddenRows<Values extends Uint16Array | Float32Array> {
  batch: number;
  tokens: number;
  hiddenSize: number;
  /** [batch, tokens, hidden], 0 in the padding; half-precision numbers in a Uint16Array. */
  hiddenStates: Values;
  /** [batch, tokens], 1 for a token and 0 for padding. */
  attentionMask: Float32Array;
}

/** Reads rows in half precision and pads them to their longest. The hidden states lie in an array of `room`, by default a new one. */
export function padHiddenRows(
  features: HiddenStateRows,
  rows: readonly number[],
  room: ArrayRoom = (length) => new Uint16Array(length),
): PaddedHiddenRows<Uint16Array> {
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

/** Reads rows as precisely as they are kept and pads them to their longest. */
export function padRefinedRows(
  features: RefinedStateRows,
  rows: readonly number[],
): PaddedHiddenRows<Float32Array> {
  const padded = padHiddenRows(features, rows);
  const hiddenStates = halfToFloat32(padded.hiddenStates);
  const rowSize = padded.tokens * padded.hiddenSize;
  rows.forEach((row, i) => {
    refine(hiddenStates.subarray(i * rowSize), features.refinements(row));
  });
  return {...padded, hiddenStates};
}

/** The rows as tensors; the caller disposes them (or works in a `tf.tidy`). */
export function hiddenInput({
  batch,
  tokens,
  hiddenSize,
  hiddenStates,
  attentionMask,
}: PaddedHiddenRows<Float32Array>): HiddenInput {
  return {
    hiddenStates: tf.tensor3d(hiddenStates, [batch, tokens, hiddenSize]),
    attentionMask: tf.tensor2d(attentionMask, [batch, tokens]),
  };
}
