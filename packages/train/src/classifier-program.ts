import {
  type Adapters,
  adapterParameters,
  type ClassifierWeights,
  type EncoderConfig,
  type Float32Tensor,
  type FrozenLayers,
  isDecayed,
  isTrainable,
  mergeAdapters,
  newAdapters,
  type Parameter,
  wordEmbeddingsName,
} from '@retune/encoder';
import {layerRateFactor} from './layer-rates.js';
import type {ModelInput} from './model-input.js';
import type {TrainParams} from './params.js';
import type {TrainingProgram} from './training-program.js';
import {decayOver, type UsedWords} from './used-words.js';

/** The adapters that the params ask for, in all layers that are not frozen. */
export function adaptersOf(
  frozenLayers: FrozenLayers,
  {loraRank, loraAlpha, loraDropout}: TrainParams,
): Adapters | undefined {
  if (loraRank === 0) return undefined;
  const firstLayer = frozenLayers === 'none' ? 0 : frozenLayers;
  return {firstLayer, rank: loraRank, alpha: loraAlpha, dropout: loraDropout};
}

/** The program that trains what is not frozen of a classifier, and what no checkpoint holds. */
export function classifierProgram(
  {config, parameters, tensors, drawn}: ClassifierWeights,
  {
    input,
    frozenLayers,
    classWeights,
    params,
    words,
  }: {
    input: ModelInput;
    frozenLayers: FrozenLayers;
    /** By class id. */
    classWeights: readonly number[];
    params: TrainParams;
    /** Those whose embeddings are trained, where the input has them alone. */
    words?: UsedWords | undefined;
  },
): TrainingProgram {
  const {freezePooler} = params;
  const adapters = adaptersOf(frozenLayers, params);
  const adapted = adapters ? adapterParameters(config, adapters) : [];
  // Beside adapters all layers are frozen.
  const freezing = {frozenLayers: adapters ? config.layers : frozenLayers, freezePooler};
  const trained = (parameter: Parameter) =>
    isTrainable(config, parameter, freezing) || drawn.has(parameter.name);
  const all = [...parameters, ...adapted];
  const decayed = new Set(all.filter(isDecayed).map(({name}) => name));
  const factors = new Map(
    all.map((parameter) => [parameter.name, layerRateFactor(config, parameter, params.layerDecay)]),
  );
  const startOf = (name: string) => {
    const tensor = tensors.get(name) as Float32Tensor;
    return words && name === wordEmbeddingsName(config) ? words.rowsOf(tensor) : tensor;
  };
  const pick = (picked: Parameter[]) => new Map(picked.map(({name}) => [name, startOf(name)]));
  return {
    input,
    classes: classWeights.length,
    trainable: new Map([...pick(parameters.filter(trained)), ...newAdapters(adapted, params.seed)]),
    frozen: pick(parameters.filter((parameter) => !trained(parameter))),
    loss: {classWeights, labelSmoothing: params.labelSmoothing, focalGamma: params.focalGamma},
    optimizer: {
      beta1: params.adamBeta1,
      beta2: params.adamBeta2,
      epsilon: params.adamEpsilon,
      maxGradientNorm: params.maxGradientNorm || undefined,
      weightDecay: (name) => (decayed.has(name) ? params.weightDecay : 0),
      rateFactor: (name) => factors.get(name) as number,
    },
    adapters,
  };
}

/** The trained tensors as those of a plain classifier. */
export function plainTensors(
  {frozen, adapters}: TrainingProgram,
  trained: ReadonlyMap<string, Float32Tensor>,
): ReadonlyMap<string, Float32Tensor> {
  return adapters ? mergeAdapters(trained, frozen, adapters) : trained;
}

/** The trained tensors with the whole table of word embeddings, where those of `words` alone were trained. */
export function withWholeTable(
  {optimizer}: TrainingProgram,
  trained: ReadonlyMap<string, Float32Tensor>,
  {
    weights: {config, tensors},
    words,
    learningRates,
  }: {
    weights: Pick<ClassifierWeights, 'config' | 'tensors'>;
    words: UsedWords;
    /** Of all steps that made the trained tensors. */
    learningRates: readonly number[];
  },
): ReadonlyMap<string, Float32Tensor> {
  const name = wordEmbeddingsName(config);
  const decay = decayOver(learningRates, optimizer.weightDecay(name) * optimizer.rateFactor(name));
  const [rows, table] = [trained.get(name) as Float32Tensor, tensors.get(name) as Float32Tensor];
  return new Map([...trained, [name, words.tableWith(rows, table, decay)]]);
}

/** The head as training will find it: the parameters that stand in no checkpoint or belong to the labels. */
export function untrainedHead({parameters, tensors, drawn}: ClassifierWeights): Map<string, Float32Tensor> {
  const head = parameters.filter(({name, part}) => part === 'head' || drawn.has(name));
  return new Map(head.map(({name}) => [name, tensors.get(name) as Float32Tensor]));
}

/** The checkpoint's configuration with the dropouts that the params set. */
export function withDropouts(config: EncoderConfig, params: TrainParams): EncoderConfig {
  return {
    ...config,
    hiddenDropout: params.hiddenDropout ?? config.hiddenDropout,
    attentionDropout: params.attentionDropout ?? config.attentionDropout,
    classifierDropout: params.classifierDropout ?? config.classifierDropout,
  };
}
