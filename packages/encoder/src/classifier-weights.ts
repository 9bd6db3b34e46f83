import {readFile} from 'node:fs/promises';
import {StageError} from '@retune/stage';
import {architectures} from './architectures.js';
import {type EncoderConfig, readEncoderConfig} from './encoder-config.js';
import {newHead} from './new-head.js';
import {classifierParameters, layerTensorName, type Parameter} from './parameters.js';
import {type NamedTensor, readSafetensors} from './read-safetensors.js';
import {requireFinite} from './require-finite.js';
import type {TensorEntry} from './safetensors-header.js';
import {readTensorEntries} from './safetensors-index.js';
import {storedNames} from './stored-names.js';
import type {Float32Tensor} from './write-safetensors.js';

/** Where the parts of a classifier lie. */
export interface ClassifierSource {
  /** Paths of the pretrained model's config.json and model.safetensors. */
  checkpoint: {config: string; weights: string};
  /** Labels by id. */
  labels: readonly string[];
  /** A safetensors file whose tensors take the place of the checkpoint's. */
  tuned?: {weights: string};
  /** Seed of a head that no file holds; 42 by default. */
  headSeed?: number;
  /** Leaves out what the parameter's `part` does not need, such as frozen layers; by default all are read. */
  wanted?: (parameter: Parameter) => boolean;
}

/** A classifier's parameters in memory, by their names in a classifier's checkpoint. */
export interface ClassifierWeights {
  config: EncoderConfig;
  parameters: Parameter[];
  tensors: Map<string, Float32Tensor>;
  /** Names of parameters that stand in no file and were drawn from the seed. */
  drawn: Set<string>;
  /** Names of parameters that come from the tuned file. */
  tuned: Set<string>;
}

/**
 * Reads a classifier: the checkpoint's tensors, a new head where it has none for these labels, and the tuned
 * tensors laid over both. Throws StageError naming each file and tensor that is missing or of a wrong shape.
 */
export async function readClassifierWeights(source: ClassifierSource): Promise<ClassifierWeights> {
  const {checkpoint, labels, tuned, headSeed = 42, wanted = () => true} = source;
  const config = readEncoderConfig(await readFile(checkpoint.config, 'utf8'), checkpoint.config);
  const parameters = classifierParameters(config, labels.length).filter(wanted);
  const pretrained = await readPretrained(checkpoint.weights, config, parameters, labels);
  const overlay =
    tuned === undefined
      ? new Map<string, Float32Tensor>()
      : await readTuned(tuned.weights, config, labels, wanted);
  const missing = parameters.filter(({name}) => !pretrained.has(name));
  const drawn = newHead(missing, {initializerRange: config.initializerRange, seed: headSeed});
  return {
    config,
    parameters,
    tensors: new Map([...pretrained, ...drawn, ...overlay]),
    drawn: new Set([...drawn.keys()].filter((name) => !overlay.has(name))),
    tuned: new Set(overlay.keys()),
  };
}

/** The checkpoint's tensors by full name; a head for other labels and a missing pooler are left out. */
async function readPretrained(
  path: string,
  config: EncoderConfig,
  parameters: readonly Parameter[],
  labels: readonly string[],
): Promise<Map<string, Float32Tensor>> {
  const header = await readTensorEntries(path);
  const stored = storedNames(config, header.keys(), path);
  requireLayers(path, config, stored);
  const rows = labels.map((label) => config.labels.indexOf(label));
  const ownHead = config.labels.length === labels.length && !rows.includes(-1);
  // All of them, so that a configuration that does not fit is refused before memory is asked for by its sizes.
  const present = classifierParameters(config, labels.length).flatMap((parameter): [Parameter, string][] => {
    if (parameter.part === 'head' && !ownHead) return [];
    const name = stored.get(parameter.name);
    return name === undefined && isNewable(parameter) ? [] : [[parameter, name ?? parameter.name]];
  });
  requireShapes(path, present, header);
  const wantedNames = new Set(parameters.map(({name}) => name));
  const found = present.filter(([{name}]) => wantedNames.has(name));
  const tensors = await readSafetensors(
    path,
    found.map(([, stored]) => stored),
  );
  requireFinite(path, tensors);
  const output = architectures[config.modelType].head.output;
  return new Map(
    found.map(([{name}, stored]) => {
      const tensor = tensors.get(stored) as NamedTensor;
      return [name, name.startsWith(`${output}.`) ? reordered(tensor, rows) : tensor];
    }),
  );
}

/** A classifier's head and pooler may be drawn again; without the rest there is no pretrained model. */
function isNewable({part}: Parameter): boolean {
  return part === 'head' || part === 'pooler';
}

async function readTuned(
  path: string,
  config: EncoderConfig,
  labels: readonly string[],
  wanted: (parameter: Parameter) => boolean,
): Promise<Map<string, Float32Tensor>> {
  const header = await readTensorEntries(path);
  const known = new Map(
    classifierParameters(config, labels.length).map((parameter) => [parameter.name, parameter]),
  );
  const unknown = [...header.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new StageError(
      unknown.map((name) => ({
        where: path,
        what: `tensor ${name} belongs to no part of a ${config.modelType} classifier`,
        mend: 'Train again on this checkpoint.',
      })),
    );
  const found = [...header.keys()].map((name): [Parameter, string] => [known.get(name) as Parameter, name]);
  requireShapes(path, found, header);
  return await readSafetensors(
    path,
    found.filter(([parameter]) => wanted(parameter)).map(([, name]) => name),
  );
}

/** Throws {@link StageError} where config.json counts more layers than the file has. */
function requireLayers(path: string, config: EncoderConfig, stored: ReadonlyMap<string, string>): void {
  const {names} = architectures[config.modelType];
  let layers = 0;
  while (stored.has(`${layerTensorName(config, layers, names.query)}.weight`)) layers++;
  if (layers === 0 || config.layers <= layers) return;
  throw new StageError({
    where: path,
    what: `the file has ${layers} layers, but config.json asks for ${config.layers}`,
    mend: ONE_CHECKPOINT,
  });
}

const ONE_CHECKPOINT = 'Use the config.json and the weights of one checkpoint.';
/** A file of another model misses hundreds of tensors. */
const MOST_PROBLEMS = 10;

function requireShapes(
  path: string,
  found: [Parameter, string][],
  header: ReadonlyMap<string, TensorEntry>,
): void {
  const problems = found.flatMap(([{shape}, stored]) => {
    const entry = header.get(stored);
    if (entry === undefined)
      return [
        {
          where: path,
          what: `tensor ${stored} is missing`,
          mend: 'Use a checkpoint that holds the whole encoder.',
        },
      ];
    if (String(entry.shape) === String(shape)) return [];
    const what = `tensor ${stored} has shape [${entry.shape.join(', ')}], but config.json asks for [${shape.join(', ')}]`;
    return [{where: path, what, mend: ONE_CHECKPOINT}];
  });
  if (problems.length === 0) return;
  const more = problems.length - MOST_PROBLEMS;
  throw new StageError([
    ...problems.slice(0, MOST_PROBLEMS),
    ...(more > 0 ? [{where: path, what: `${more} more tensors are missing or of another shape`}] : []),
  ]);
}

/** The output layer's rows in the order of the labels asked for. */
function reordered({shape, data}: Float32Tensor, rows: readonly number[]): Float32Tensor {
  const width = data.length / rows.length;
  const sorted = new Float32Array(data.length);
  rows.forEach((row, i) => {
    sorted.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  return {shape, data: sorted};
}
