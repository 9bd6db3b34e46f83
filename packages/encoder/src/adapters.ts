import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {architectures} from './architectures.js';
import type {EncoderConfig} from './encoder-config.js';
import {layerTensorName, type Parameter} from './parameters.js';
import type {Float32Tensor} from './write-safetensors.js';

/**
 * Low-rank adapters on query and value of each layer from `firstLayer` on (Hu et al., LoRA, 2021): beside a weight
 * W [outputs, inputs] that stays as it is, A [rank, inputs] and B [outputs, rank] are trained, and the layer computes
 * with W + alpha / rank · B · A.
 */
export interface Adapters {
  firstLayer: number;
  /** 1 or more. */
  rank: number;
  alpha: number;
  /** Dropout on what goes into A, 0 to below 1. */
  dropout: number;
}

const [DOWN, UP] = ['lora_A.weight', 'lora_B.weight'] as const;

/** Names of an adapter's A and B beside a linear layer, as the library PEFT has them. */
export function adapterNames(layer: string): {down: string; up: string} {
  return {down: `${layer}.${DOWN}`, up: `${layer}.${UP}`};
}

/** The adapters' A and B, layer by layer. */
export function adapterParameters(config: EncoderConfig, {firstLayer, rank}: Adapters): Parameter[] {
  const {layers, hiddenSize, modelType} = config;
  const {query, value} = architectures[modelType].names;
  return Array.from({length: Math.max(0, layers - firstLayer)}, (_, i) => firstLayer + i).flatMap((part) =>
    [query, value].flatMap((tensor) => {
      const {down, up} = adapterNames(layerTensorName(config, part, tensor));
      return [
        {name: down, shape: [rank, hiddenSize], part},
        {name: up, shape: [hiddenSize, rank], part},
      ];
    }),
  );
}

/**
 * First values: A uniform within ±1/√inputs, as PEFT and PyTorch's linear layers start, B 0, so that an adapter
 * changes nothing at first. Equal seeds give equal values.
 */
export function newAdapters(parameters: readonly Parameter[], seed: number): Map<string, Float32Tensor> {
  const random = xoroshiro128plus(seed);
  return new Map(
    parameters.map(({name, shape}) => {
      const [rows, inputs] = shape as [number, number];
      const data = new Float32Array(rows * inputs);
      const bound = 1 / Math.sqrt(inputs);
      if (name.endsWith(DOWN))
        for (let i = 0; i < data.length; i++) data[i] = (2 * uniformFloat64(random) - 1) * bound;
      return [name, {shape, data}];
    }),
  );
}

/**
 * The tensors with each adapter merged into its weight, after which nothing needs to know of adapters. `weights`
 * has the weights that the adapters stand beside.
 */
export function mergeAdapters(
  tensors: ReadonlyMap<string, Float32Tensor>,
  weights: ReadonlyMap<string, Float32Tensor>,
  {alpha, rank}: Adapters,
): Map<string, Float32Tensor> {
  const merged = new Map<string, Float32Tensor>();
  for (const [name, tensor] of tensors) {
    if (name.endsWith(`.${UP}`)) continue;
    if (!name.endsWith(`.${DOWN}`)) {
      merged.set(name, tensor);
      continue;
    }
    const layer = name.slice(0, -`.${DOWN}`.length);
    const up = tensors.get(adapterNames(layer).up) as Float32Tensor;
    const weight = weights.get(`${layer}.weight`) as Float32Tensor;
    merged.set(`${layer}.weight`, withProduct(weight, up, tensor, alpha / rank));
  }
  return merged;
}

/** weight [outputs, inputs] + scale · up [outputs, rank] · down [rank, inputs], summed in double precision. */
function withProduct(
  weight: Float32Tensor,
  up: Float32Tensor,
  down: Float32Tensor,
  scale: number,
): Float32Tensor {
  const [outputs, inputs] = weight.shape as [number, number];
  const rank = down.shape[0] as number;
  const data = new Float32Array(weight.data.length);
  const row = new Float64Array(inputs);
  for (let output = 0; output < outputs; output++) {
    row.fill(0);
    for (let k = 0; k < rank; k++) {
      const factor = scale * (up.data[output * rank + k] as number);
      for (let i = 0; i < inputs; i++) row[i]! += factor * (down.data[k * inputs + i] as number);
    }
    const start = output * inputs;
    for (let i = 0; i < inputs; i++)
      data[start + i] = (weight.data[start + i] as number) + (row[i] as number);
  }
  return {shape: weight.shape, data};
}
