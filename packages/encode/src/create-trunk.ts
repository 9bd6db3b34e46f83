import {GraphError} from '@retune/backend/graph';
import type {ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import {eagerTrunk} from './eager-trunk.js';
import type {Trunk} from './encode-rows.js';
import {graphTrunk} from './graph-trunk.js';

/** The frozen layers as a graph; where that can't be compiled run eagerly, with a warning that says why. */
export function createTrunk(weights: ClassifierWeights, frozenLayers: number, emit: Emit): Trunk {
  try {
    return graphTrunk(weights, frozenLayers);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const message = `the layers run operation by operation, because no graph could be compiled. ${error.message}`;
    emit({kind: 'warning', message});
    return eagerTrunk(weights, frozenLayers);
  }
}
