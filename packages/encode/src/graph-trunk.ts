import {type ClassifierWeights, compileOnTokens, hiddenStatesAfter} from '@retune/encoder';
import type {Trunk} from './encode-rows.js';

/**
 * Runs the first `frozenLayers` layers as one compiled TensorFlow graph. Throws GraphError where they can't be
 * compiled.
 */
export function graphTrunk(weights: ClassifierWeights, frozenLayers: number): Trunk {
  const graph = compileOnTokens(weights, (tensorOf, input) =>
    hiddenStatesAfter(weights.config, tensorOf, input, {layers: frozenLayers}),
  );
  return {hiddenStates: graph.run, dispose: graph.dispose};
}
