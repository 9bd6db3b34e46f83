import type {tf} from '@retune/backend';
import type {FeedSpec, GraphArray} from '@retune/backend/graph';
import {
  type Adapters,
  type Dropout,
  type EncoderConfig,
  type FrozenLayers,
  type HiddenInput,
  type HiddenStateRows,
  type InputIds,
  logitsFromHiddenStates,
  logitsFromTokens,
  padHiddenRows,
  padRows,
  reusedArray,
  type TensorOf,
  type TokenInput,
} from '@retune/encoder';
import type {UsedWords} from './used-words.js';

/** Values to feed, row-major; a Uint16Array holds half-precision numbers. */
export type FeedArray = GraphArray<Float32Array | Int32Array | Uint16Array>;

/** What the classifier reads of each row, and how it gets from there to logits. */
export interface ModelInput {
  readonly feeds: Readonly<Record<string, FeedSpec>>;
  /** Tokens of a row. */
  tokens(row: number): number;
  /** The rows padded at the end to the longest of them; the arrays are valid until the next read. */
  read(rows: readonly number[]): Record<string, FeedArray>;
  /** Logits [batch, classes] of what was fed. */
  logits(fed: tf.NamedTensorMap, tensorOf: TensorOf, dropout: Dropout): tf.Tensor;
}

/** Rows as cached hidden states: only the layers after them are run. */
export function featuresInput(
  config: EncoderConfig,
  features: HiddenStateRows,
  adapters?: Adapters,
): ModelInput {
  const {frozenLayers} = features;
  const room = reusedArray();
  return {
    feeds: {
      hiddenStates: {dtype: 'half', shape: ['batch', 'tokens', config.hiddenSize]},
      attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
    },
    tokens: (row) => features.tokens(row),
    read: (rows) => {
      const {batch, tokens, hiddenSize, hiddenStates, attentionMask} = padHiddenRows(features, rows, room);
      return {
        hiddenStates: {shape: [batch, tokens, hiddenSize], values: hiddenStates},
        attentionMask: {shape: [batch, tokens], values: attentionMask},
      };
    },
    logits: (fed, tensorOf, dropout) =>
      logitsFromHiddenStates(config, tensorOf, fed as unknown as HiddenInput, {
        layers: frozenLayers,
        frozenLayers,
        dropout,
        ...(adapters && {adapters}),
      }),
  };
}

/** Rows as token ids: the whole encoder is run. With `words` its table of word embeddings has their rows alone. */
export function tokensInput(
  config: EncoderConfig,
  inputIds: readonly InputIds[],
  {
    frozenLayers,
    adapters,
    words,
  }: {frozenLayers: FrozenLayers; adapters?: Adapters | undefined; words?: UsedWords | undefined},
): ModelInput {
  const idsOf = (row: number) => {
    const ids = inputIds[row] as InputIds;
    return words ? words.placesIn(ids) : ids;
  };
  return {
    feeds: {
      inputIds: {dtype: 'int32', shape: ['batch', 'tokens']},
      positionIds: {dtype: 'int32', shape: ['tokens']},
      attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
    },
    tokens: (row) => (inputIds[row] as InputIds).length,
    read: (rows) => {
      const padded = padRows(config, rows.map(idsOf));
      const shape = [padded.batch, padded.tokens];
      return {
        inputIds: {shape, values: padded.inputIds},
        positionIds: {shape: [padded.tokens], values: padded.positionIds},
        attentionMask: {shape, values: padded.attentionMask},
      };
    },
    logits: (fed, tensorOf, dropout) =>
      logitsFromTokens(config, tensorOf, fed as unknown as TokenInput, {
        frozenLayers,
        dropout,
        ...(adapters && {adapters}),
      }),
  };
}
