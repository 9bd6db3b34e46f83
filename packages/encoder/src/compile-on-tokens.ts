import {tf} from '@retune/backend';
import {compileFunctions} from '@retune/backend/graph';
import type {ClassifierWeights} from './classifier-weights.js';
import type {TokenInput} from './forward.js';
import type {PaddedRows} from './token-batch.js';
import type {TensorOf} from './weights.js';

/** A computation on padded rows of tokens that runs as one compiled TensorFlow graph, weights resident in it. */
export interface TokenGraph {
  /** The computation's result; the caller disposes of it. */
  run(rows: PaddedRows): tf.Tensor;
  dispose(): void;
}

/** Compiles `compute` with a classifier's weights. Throws GraphError where it can't be compiled. */
export function compileOnTokens(
  {tensors}: ClassifierWeights,
  compute: (tensorOf: TensorOf, input: TokenInput) => tf.Tensor,
): TokenGraph {
  const variables = Object.fromEntries(
    [...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]),
  );
  try {
    const session = compileFunctions({
      variables,
      functions: {
        compute: {
          feeds: {
            inputIds: {dtype: 'int32', shape: ['batch', 'tokens']},
            positionIds: {dtype: 'int32', shape: ['tokens']},
            attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
          },
          compute: (fed, weights) => ({
            result: compute((name) => weights[name] as tf.Tensor, fed as unknown as TokenInput),
          }),
          fuse: true,
        },
      },
    });
    return {
      run: ({batch, tokens, inputIds, positionIds, attentionMask}) =>
        session.runTensors('compute', {
          inputIds: {shape: [batch, tokens], values: inputIds},
          positionIds: {shape: [tokens], values: positionIds},
          attentionMask: {shape: [batch, tokens], values: attentionMask},
        }).result as tf.Tensor,
      dispose: () => session.dispose(),
    };
  } finally {
    tf.dispose(variables);
  }
}
