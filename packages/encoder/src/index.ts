export {type Adapters, adapterParameters, mergeAdapters, newAdapters} from './adapters.js';
export {Classifier, loadClassifier} from './classifier.js';
export {type ClassifierSource, type ClassifierWeights, readClassifierWeights} from './classifier-weights.js';
export {
  compileOnHiddenStates,
  compileOnTokens,
  type HiddenStatesGraph,
  type RowsGraph,
  type TokenGraph,
} from './compile-on-rows.js';
export {type Dropout, noDropout} from './dropout.js';
export {wordEmbeddings} from './embeddings.js';
export {type EncoderConfig, longestRow, readEncoderConfig, rowLengthProblems} from './encoder-config.js';
export {FeatureRows, type HiddenStateRows, type RefinedStateRows} from './feature-rows.js';
export {
  type ForwardOptions,
  type HiddenInput,
  headFromWords,
  hiddenStatesAfter,
  logitsFromHiddenStates,
  logitsFromTokens,
  type TokenInput,
  type WordInput,
} from './forward.js';
export {type HeadOutput, headOutput} from './head-output.js';
export {type PaddedHiddenRows, padHiddenRows, padRefinedRows} from './hidden-batch.js';
export {joinSafetensors} from './join-safetensors.js';
export {lengthBatches} from './length-batches.js';
export {
  classifierParameters,
  type Freezing,
  type FrozenLayers,
  isDecayed,
  isTrainable,
  type Parameter,
  wordEmbeddingsName,
} from './parameters.js';
export {type NamedTensor, readSafetensors, readSafetensorsMetadata} from './read-safetensors.js';
export {refinementsOf} from './refinements.js';
export {type ArrayRoom, reusedArray} from './reused-array.js';
export {softmax} from './softmax.js';
export {type InputIds, type PaddedRows, padRows, tokenInput} from './token-batch.js';
export {embeddingWeights, type TensorOf} from './weights.js';
export {type Float32Tensor, writeSafetensors} from './write-safetensors.js';
