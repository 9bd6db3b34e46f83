import {tf} from '@retune/backend';
import type {FeedSpec} from '@retune/backend/graph';
import type {Adapters, Float32Tensor, TensorOf} from '@retune/encoder';
import type {FeedArray, ModelInput} from './model-input.js';
import {seededDropout} from './seeded-dropout.js';

/** What is trained and how, without how a step is executed. */
export interface TrainingProgram {
  input: ModelInput;
  classes: number;
  trainable: ReadonlyMap<string, Float32Tensor>;
  /** Further tensors that `input` needs; they keep their values. */
  frozen: ReadonlyMap<string, Float32Tensor>;
  optimizer: OptimizerOptions;
  /** Among what is trained, to be merged into the weights in the end. */
  adapters?: Adapters | undefined;
}

/** AdamW (Loshchilov and Hutter, 2019) as transformers' Trainer sets it up. */
export interface OptimizerOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Gradients are scaled down to this norm of all of them together. */
  maxGradientNorm: number;
  /** Decay of a parameter by its name: 0 for biases and norms. */
  weightDecay: (name: string) => number;
  /** What a parameter's learning rate is multiplied by. */
  rateFactor: (name: string) => number;
}

/** All feeds of a step: those of the input, the true classes and the seed of the noise. */
export function stepFeedSpecs({input, classes}: TrainingProgram): Record<string, FeedSpec> {
  return {
    ...input.feeds,
    targets: {dtype: 'float32', shape: ['batch', classes]},
    dropoutSeed: {dtype: 'int32', shape: [2]},
  };
}

/** Values for {@link stepFeedSpecs}: `rows` with their labels. */
export function stepFeeds(
  {input, classes}: TrainingProgram,
  {
    rows,
    labels,
    dropoutSeed,
  }: {rows: readonly number[]; labels: readonly number[]; dropoutSeed: readonly [number, number]},
): Record<string, FeedArray> {
  const targets = new Float32Array(rows.length * classes);
  labels.forEach((label, row) => {
    targets[row * classes + label] = 1;
  });
  return {
    ...input.read(rows),
    targets: {shape: [rows.length, classes], values: targets},
    dropoutSeed: {shape: [2], values: Int32Array.from(dropoutSeed)},
  };
}

/** What a batch's mean loss is the mean over: with it the means of several batches add up to that of all. */
export function lossWeight(labels: readonly number[]): number {
  return labels.length;
}

/** Mean cross-entropy of a batch, with dropout. */
export function batchLoss({input}: TrainingProgram, fed: tf.NamedTensorMap, tensorOf: TensorOf): tf.Scalar {
  const {targets, dropoutSeed} = fed as {targets: tf.Tensor; dropoutSeed: tf.Tensor};
  const logits = input.logits(fed, tensorOf, seededDropout(dropoutSeed)); // [batch, classes]
  return tf.logSoftmax(logits).mul(targets).sum(1).mean<tf.Scalar>().neg();
}
