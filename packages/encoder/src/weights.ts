import type {tf} from '@retune/backend';
import {type Adapters, adapterNames} from './adapters.js';
import {architectures} from './architectures.js';
import type {EncoderConfig} from './encoder-config.js';
import {layerTensorName, wordEmbeddingsName} from './parameters.js';

/** Finds a parameter's tensor by its name in a classifier's checkpoint. */
export type TensorOf = (name: string) => tf.Tensor;

/** A linear layer as PyTorch keeps it: weight [outputs, inputs], bias [outputs]. */
export interface DenseWeights {
  weight: tf.Tensor;
  bias: tf.Tensor;
  adapter?: AdapterWeights;
}

/** A low-rank adapter beside a linear layer, see `Adapters`. */
export interface AdapterWeights {
  /** A [rank, inputs] */
  down: tf.Tensor;
  /** B [outputs, rank] */
  up: tf.Tensor;
  /** What their product is multiplied by. */
  scale: number;
  /** Rate of the dropout on what goes into `down`. */
  dropout: number;
}

/** Weight and bias [hidden]. */
export interface NormWeights {
  weight: tf.Tensor;
  bias: tf.Tensor;
}

export interface EmbeddingWeights {
  /** [vocabulary, hidden] */
  words: tf.Tensor;
  /** [positions, hidden] */
  positions: tf.Tensor;
  /** [tokenTypes, hidden] */
  tokenTypes?: tf.Tensor;
  norm: NormWeights;
}

export interface LayerWeights {
  query: DenseWeights;
  key: DenseWeights;
  value: DenseWeights;
  attentionOutput: DenseWeights;
  attentionNorm: NormWeights;
  intermediate: DenseWeights;
  output: DenseWeights;
  outputNorm: NormWeights;
}

export interface HeadWeights {
  dense: DenseWeights;
  output: DenseWeights;
}

export function embeddingWeights(config: EncoderConfig, tensorOf: TensorOf): EmbeddingWeights {
  const {prefix, names} = architectures[config.modelType];
  return {
    words: tensorOf(wordEmbeddingsName(config)),
    positions: tensorOf(`${prefix}embeddings.position_embeddings.weight`),
    ...(names.tokenTypeEmbeddings && {tokenTypes: tensorOf(`${prefix}${names.tokenTypeEmbeddings}.weight`)}),
    norm: weightAndBias(tensorOf, `${prefix}embeddings.LayerNorm`),
  };
}

/** Weights of layer `layer`, counted from 0, with its adapters if it has any. */
export function layerWeights(
  config: EncoderConfig,
  layer: number,
  tensorOf: TensorOf,
  adapters?: Adapters,
): LayerWeights {
  const {names} = architectures[config.modelType];
  const part = (tensor: string) => weightAndBias(tensorOf, layerTensorName(config, layer, tensor));
  const adapted = (tensor: string): DenseWeights => {
    if (adapters === undefined || layer < adapters.firstLayer) return part(tensor);
    const {down, up} = adapterNames(layerTensorName(config, layer, tensor));
    const {alpha, rank, dropout} = adapters;
    return {
      ...part(tensor),
      adapter: {down: tensorOf(down), up: tensorOf(up), scale: alpha / rank, dropout},
    };
  };
  return {
    query: adapted(names.query),
    key: part(names.key),
    value: adapted(names.value),
    attentionOutput: part(names.attentionOutput),
    attentionNorm: part(names.attentionNorm),
    intermediate: part(names.intermediate),
    output: part(names.output),
    outputNorm: part(names.outputNorm),
  };
}

export function headWeights(config: EncoderConfig, tensorOf: TensorOf): HeadWeights {
  const {head} = architectures[config.modelType];
  return {dense: weightAndBias(tensorOf, head.dense), output: weightAndBias(tensorOf, head.output)};
}

function weightAndBias(tensorOf: TensorOf, name: string): {weight: tf.Tensor; bias: tf.Tensor} {
  return {weight: tensorOf(`${name}.weight`), bias: tensorOf(`${name}.bias`)};
}
