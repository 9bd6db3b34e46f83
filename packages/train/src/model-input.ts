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
  /**
   * Parts that a batch is best cut in, to be computed side by side: 2 where layers run on all tokens, 1 where
   * a step is many small operations, which run side by side anyway.
   */
  readonly lanes: 1 | 2;
  /** Tokens of a row. */
  tokens(row: number): number;
  /** The rows padded at the end to the longest of them; the arrays are used again two rounds of all lanes later. */
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
  const lanes = frozenLayers < config.layers - 1 ? 2 : 1;
  const rooms = Array.from({length: 2 * lanes}, reusedArray);
  let reads = 0;
  return {
    lanes,
    feeds: {
      hiddenStates: {dtype: 'half', shape: ['batch', 'tokens', config.hiddenSize]},
      attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
    },
    tokens: (row) => features.tokens(row),
    read: (rows) => {
      const padded = padHiddenRows(features, rows, rooms[reads++ % rooms.length]);
      const shape = [padded.batch, padded.tokens];
      return {
        hiddenStates: {shape: [...shape, padded.hiddenSize], values: padded.hiddenStates},
        attentionMask: {shape, values: padded.attentionMask},
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
    lanes: 2,
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
