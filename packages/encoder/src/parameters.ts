import {architectures} from './architectures.js';
import type {EncoderConfig} from './encoder-config.js';

/** A tensor of the classifier: its name in a classifier's checkpoint, its shape and where it belongs. */
export interface Parameter {
  name: string;
  shape: number[];
  /** A layer's place counted from 0. `pooler` is the head's dense part where it belongs to the encoder. */
  part: 'embeddings' | 'pooler' | 'head' | number;
}

/** Layers below it are frozen, and with any number the embeddings; `none` leaves everything trainable. */
export type FrozenLayers = number | 'none';

/** All tensors of a classifier of `classes` classes, in the order of computation. */
export function classifierParameters(config: EncoderConfig, classes: number): Parameter[] {
  const {head} = architectures[config.modelType];
  const {hiddenSize} = config;
  return [
    ...embeddingParameters(config),
    ...Array.from({length: config.layers}, (_, layer) => layerParameters(config, layer)).flat(),
    ...dense(head.dense, hiddenSize, hiddenSize, head.denseInEncoder ? 'pooler' : 'head'),
    ...dense(head.output, classes, hiddenSize, 'head'),
  ];
}

/** What training leaves as it is. */
export interface Freezing {
  frozenLayers: FrozenLayers;
  /** BERT's pooler stays as it is, whatever else is frozen. */
  freezePooler: boolean;
}

/**
 * Whether training changes the parameter: the head always, the rest unless it is frozen. The last layer's key
 * bias never: it shifts all scores of its one query alike, which the softmax drops.
 */
export function isTrainable(
  config: EncoderConfig,
  {part, name}: Parameter,
  {frozenLayers, freezePooler}: Freezing,
): boolean {
  const {names} = architectures[config.modelType];
  if (name === `${layerTensorName(config, config.layers - 1, names.key)}.bias`) return false;
  if (part === 'pooler') return !freezePooler;
  if (part === 'head' || frozenLayers === 'none') return true;
  return typeof part === 'number' && part >= frozenLayers;
}

/** Weight decay spares biases and layer norms, as transformers' Trainer does. */
export function isDecayed({name}: Parameter): boolean {
  return !name.endsWith('bias') && !/LayerNorm|layer_norm/.test(name);
}

/** The table of word embeddings [vocabulary, hidden]. */
export function wordEmbeddingsName({modelType}: EncoderConfig): string {
  return `${architectures[modelType].prefix}embeddings.word_embeddings.weight`;
}

/** Such as `bert.encoder.layer.0.output.dense` for `output.dense` of layer 0. */
export function layerTensorName({modelType}: EncoderConfig, layer: number, tensor: string): string {
  const {prefix, names} = architectures[modelType];
  return `${prefix}${names.layer}${layer}.${tensor}`;
}

function embeddingParameters(config: EncoderConfig): Parameter[] {
  const {prefix, names} = architectures[config.modelType];
  const {hiddenSize} = config;
  const table = (name: string, rows: number): Parameter => ({
    name: `${prefix}${name}.weight`,
    shape: [rows, hiddenSize],
    part: 'embeddings',
  });
  return [
    table('embeddings.word_embeddings', config.vocabularySize),
    table('embeddings.position_embeddings', config.positions),
    ...(names.tokenTypeEmbeddings ? [table(names.tokenTypeEmbeddings, config.tokenTypes)] : []),
    ...norm(`${prefix}embeddings.LayerNorm`, hiddenSize, 'embeddings'),
  ];
}

function layerParameters(config: EncoderConfig, layer: number): Parameter[] {
  const {names} = architectures[config.modelType];
  const {hiddenSize, intermediateSize} = config;
  const named = (tensor: string) => layerTensorName(config, layer, tensor);
  return [
    ...dense(named(names.query), hiddenSize, hiddenSize, layer),
    ...dense(named(names.key), hiddenSize, hiddenSize, layer),
    ...dense(named(names.value), hiddenSize, hiddenSize, layer),
    ...dense(named(names.attentionOutput), hiddenSize, hiddenSize, layer),
    ...norm(named(names.attentionNorm), hiddenSize, layer),
    ...dense(named(names.intermediate), intermediateSize, hiddenSize, layer),
    ...dense(named(names.output), hiddenSize, intermediateSize, layer),
    ...norm(named(names.outputNorm), hiddenSize, layer),
  ];
}

function dense(name: string, outputs: number, inputs: number, part: Parameter['part']): Parameter[] {
  return [
    {name: `${name}.weight`, shape: [outputs, inputs], part},
    {name: `${name}.bias`, shape: [outputs], part},
  ];
}

function norm(name: string, size: number, part: Parameter['part']): Parameter[] {
  return [
    {name: `${name}.weight`, shape: [size], part},
    {name: `${name}.bias`, shape: [size], part},
  ];
}
