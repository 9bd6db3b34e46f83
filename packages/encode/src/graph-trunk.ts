import {tf} from '@retune/backend';
import {compileFunctions} from '@retune/backend/graph';
import {type ClassifierWeights, hiddenStatesAfter, type PaddedRows, type TokenInput} from '@retune/encoder';
import type {Trunk} from './encode-rows.js';

/**
 * Runs the first `frozenLayers` layers as one compiled TensorFlow graph. Throws GraphError where they can't be
 * compiled.
 */
export function graphTrunk({config, tensors}: ClassifierWeights, frozenLayers: number): Trunk {
  const variables = Object.fromEntries(
    [...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]),
  );
  try {
    const session = compileFunctions({
      variables,
      functions: {
        hiddenStates: {
          feeds: {
            inputIds: {dtype: 'int32', shape: ['batch', 'tokens']},
            positionIds: {dtype: 'int32', shape: ['tokens']},
            attentionMask: {dtype: 'float32', shape: ['batch', 'tokens']},
          },
          compute: (fed, weights) => ({
            hiddenStates: hiddenStatesAfter(
              config,
              (name) => weights[name] as tf.Tensor,
              fed as unknown as TokenInput,
              {layers: frozenLayers},
            ),
          }),
          fuse: true,
        },
      },
    });
    return {
      hiddenStates: ({batch, tokens, inputIds, positionIds, attentionMask}: PaddedRows) =>
        session.runTensors('hiddenStates', {
          inputIds: {shape: [batch, tokens], values: inputIds},
          positionIds: {shape: [tokens], values: positionIds},
          attentionMask: {shape: [batch, tokens], values: attentionMask},
        }).hiddenStates as tf.Tensor,
      dispose: () => session.dispose(),
    };
  } finally {
    tf.dispose(variables);
  }
}
