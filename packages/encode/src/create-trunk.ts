import {compiledOrEager} from '@retune/backend/graph';
import type {ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import {eagerTrunk} from './eager-trunk.js';
import type {Trunk} from './encode-rows.js';
import {graphTrunk} from './graph-trunk.js';

/** The frozen layers as a graph; where that can't be compiled run eagerly, with a warning that says why. */
export function createTrunk(weights: ClassifierWeights, frozenLayers: number, emit: Emit): Trunk {
  return compiledOrEager(
    () => graphTrunk(weights, frozenLayers),
    () => eagerTrunk(weights, frozenLayers),
    {consequence: 'the layers run operation by operation', emit},
  );
}
