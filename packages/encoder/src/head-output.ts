import {architectures} from './architectures.js';
import type {ClassifierWeights} from './classifier-weights.js';

/** The end of a classifier in plain numbers: logits = weight · activation(preactivations) + bias. */
export interface HeadOutput {
  activation: 'relu' | 'tanh';
  /** [classes, hidden], row-major */
  weight: Float32Array;
  /** [classes] */
  bias: Float32Array;
}

/** What a classifier makes of its head's preactivations. */
export function headOutput({config, tensors}: ClassifierWeights): HeadOutput {
  const {activation, output} = architectures[config.modelType].head;
  const dataOf = (name: string) => {
    const tensor = tensors.get(`${output}.${name}`);
    if (tensor === undefined)
      throw new Error(`Internal error: the classifier has no tensor ${output}.${name}`);
    return tensor.data;
  };
  return {activation, weight: dataOf('weight'), bias: dataOf('bias')};
}
