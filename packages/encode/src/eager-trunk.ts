import {tf} from '@retune/backend';
import {type ClassifierWeights, hiddenStatesAfter, type PaddedRows, tokenInput} from '@retune/encoder';
import type {Trunk} from './encode-rows.js';

/** Runs the first `frozenLayers` layers operation by operation. */
export function eagerTrunk({config, tensors}: ClassifierWeights, frozenLayers: number): Trunk {
  const loaded = new Map(
    [...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])] as const),
  );
  const tensorOf = (name: string) => loaded.get(name) as tf.Tensor;
  return {
    hiddenStates: (rows: PaddedRows) =>
      tf.tidy(() => hiddenStatesAfter(config, tensorOf, tokenInput(rows), {layers: frozenLayers})),
    dispose: () => tf.dispose([...loaded.values()]),
  };
}
