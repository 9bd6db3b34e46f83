import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import type {Parameter} from './parameters.js';
import type {Float32Tensor} from './write-safetensors.js';

/**
 * First values of parameters that no checkpoint holds: weights from a normal distribution with standard
 * deviation `initializerRange`, biases 0, as transformers' `_init_weights`. Equal seeds give equal values,
 * each parameter its own.
 */
export function newHead(
  parameters: readonly Parameter[],
  {initializerRange, seed}: {initializerRange: number; seed: number},
): Map<string, Float32Tensor> {
  const normal = standardNormal(seed);
  return new Map(
    parameters.map(({name, shape}) => {
      const data = new Float32Array(shape.reduce((product, axis) => product * axis, 1));
      if (!name.endsWith('bias')) for (let i = 0; i < data.length; i++) data[i] = normal() * initializerRange;
      return [name, {shape, data}];
    }),
  );
}

/** Draws from the standard normal distribution by the method of Box and Muller (1958). */
function standardNormal(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  // 1 - u lies in (0, 1], where the logarithm is finite.
  return () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random));
}
