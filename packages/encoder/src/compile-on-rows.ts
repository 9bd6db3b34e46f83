import {tf} from '@retune/backend';
import {
  compileFunctions,
  type FeedSpec,
  type Feeds,
  type GraphFunction,
  inRounds,
} from '@retune/backend/graph';
import {laneCount} from '@retune/backend/threads';
import type {ClassifierWeights} from './classifier-weights.js';
import type {HiddenInput, TokenInput} from './forward.js';
import type {PaddedHiddenRows} from './hidden-batch.js';
import type {PaddedRows} from './token-batch.js';
import type {TensorOf} from './weights.js';

/** A computation on padded rows that runs as one compiled TensorFlow graph, weights resident in it. */
export interface RowsGraph<Rows> {
  /**
   * The computation's result for each batch, in order; the caller disposes of them. Batches are taken as
   * needed, and as many as there are lanes are computed side by side.
   */
  run<Batch extends Rows>(batches: Iterable<Batch>): Generator<[Batch, tf.Tensor]>;
  dispose(): void;
}

export type TokenGraph = RowsGraph<PaddedRows>;
export type HiddenStatesGraph = RowsGraph<PaddedHiddenRows<Float32Array>>;

/** Compiles `compute` on tokens with a classifier's weights. Throws GraphError where it can't be compiled. */
export function compileOnTokens(
  weights: ClassifierWeights,
  compute: (tensorOf: TensorOf, input: TokenInput) => tf.Tensor,
): TokenGraph {
  const feeds = {
    inputIds: {dtype: 'int32', shape: ['batch', 'tokens']},
    positionIds: {dtype: 'int32', shape: ['tokens']},
    attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
  } as const;
  return compileOnRows(weights, feeds, compute, ({batch, tokens, inputIds, positionIds, attentionMask}) => ({
    inputIds: {shape: [batch, tokens], values: inputIds},
    positionIds: {shape: [tokens], values: positionIds},
    attentionMask: {shape: [batch, tokens], values: attentionMask},
  }));
}

/** The same on cached hidden states. */
export function compileOnHiddenStates(
  weights: ClassifierWeights,
  compute: (tensorOf: TensorOf, input: HiddenInput) => tf.Tensor,
): HiddenStatesGraph {
  const feeds = {
    hiddenStates: {dtype: 'float32', shape: ['batch', 'tokens', weights.config.hiddenSize]},
    attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
  } as const;
  return compileOnRows(
    weights,
    feeds,
    compute,
    ({batch, tokens, hiddenSize, hiddenStates, attentionMask}) => ({
      hiddenStates: {shape: [batch, tokens, hiddenSize], values: hiddenStates},
      attentionMask: {shape: [batch, tokens], values: attentionMask},
    }),
  );
}

function compileOnRows<Input, Rows>(
  {tensors}: ClassifierWeights,
  feeds: Readonly<Record<keyof Input & string, FeedSpec>>,
  compute: (tensorOf: TensorOf, input: Input) => tf.Tensor,
  valuesOf: (rows: Rows) => Feeds,
): RowsGraph<Rows> {
  const variables = Object.fromEntries(
    [...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]),
  );
  const lane: GraphFunction = {
    feeds,
    compute: (fed, weights) => ({
      result: compute((name) => weights[name] as tf.Tensor, fed as unknown as Input),
    }),
    fuse: true,
  };
  const lanes = Array.from({length: laneCount()}, (_, i) => `lane_${i}`);
  try {
    const session = compileFunctions({
      variables,
      functions: Object.fromEntries(lanes.map((name) => [name, lane])),
    });
    return {
      *run(batches) {
        for (const round of inRounds(batches, lanes.length)) {
          const calls = round.map((rows, i) => ({name: lanes[i] as string, feeds: valuesOf(rows)}));
          const results = session.runTensors(calls);
          for (const [i, rows] of round.entries()) yield [rows, results[i]?.result as tf.Tensor];
        }
      },
      dispose: () => session.dispose(),
    };
  } finally {
    tf.dispose(variables);
  }
}
