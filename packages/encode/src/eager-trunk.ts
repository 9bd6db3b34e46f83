import {tf} from '@retune/backend';
import {type ClassifierWeights, hiddenStatesAfter, tokenInput} from '@retune/encoder';
import type {Trunk} from './encode-rows.js';

/** Runs the first `frozenLayers` layers operation by operation. */
export function eagerTrunk({config, tensors}: ClassifierWeights, frozenLayers: number): Trunk {
  const loaded = new Map(
    [...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])] as const),
  );
  const tensorOf = (name: string) => loaded.get(name) as tf.Tensor;
  return {
    *run(batches) {
      for (const batch of batches)
        yield [
          batch,
          tf.tidy(() => hiddenStatesAfter(config, tensorOf, tokenInput(batch), {layers: frozenLayers})),
        ];
    },
    dispose: () => tf.dispose([...loaded.values()]),
  };
}
