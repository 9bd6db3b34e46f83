import {type ClassifierWeights, compileOnTokens, hiddenStatesAfter} from '@retune/encoder';
import type {Trunk} from './encode-rows.js';

/**
 * Runs the first `frozenLayers` layers as one compiled TensorFlow graph. Throws GraphError where they can't be
 * compiled.
 */
export function graphTrunk(weights: ClassifierWeights, frozenLayers: number): Trunk {
  return compileOnTokens(weights, (tensorOf, input) =>
    hiddenStatesAfter(weights.config, tensorOf, input, {layers: frozenLayers}),
  );
}
