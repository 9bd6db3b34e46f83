import type {tf} from '@retune/backend';
import type {FeedSpec} from '@retune/backend/graph';
import type {Adapters, Float32Tensor, TensorOf} from '@retune/encoder';
import {classificationLoss} from './classification-loss.js';
import type {FeedArray, ModelInput} from './model-input.js';
import {seededDropout} from './seeded-dropout.js';
import {softTargets, type TargetOptions} from './soft-targets.js';

/** What is trained and how, without how a step is executed. */
export interface TrainingProgram {
  input: ModelInput;
  classes: number;
  trainable: ReadonlyMap<string, Float32Tensor>;
  /** Further tensors that `input` needs; they keep their values. */
  frozen: ReadonlyMap<string, Float32Tensor>;
  loss: LossOptions;
  optimizer: OptimizerOptions;
  /** Among what is trained, to be merged into the weights in the end. */
  adapters?: Adapters | undefined;
}

export interface LossOptions extends TargetOptions {
  /** 0 is the plain cross-entropy. */
  focalGamma: number;
}

/** AdamW (Loshchilov and Hutter, 2019) as transformers' Trainer sets it up. */
export interface OptimizerOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Gradients are scaled down to this norm of all of them together; undefined leaves them as they are. */
  maxGradientNorm: number | undefined;
  /** Decay of a parameter by its name: 0 for biases and norms. */
  weightDecay: (name: string) => number;
  /** What a parameter's learning rate is multiplied by. */
  rateFactor: (name: string) => number;
}

/** All feeds of a step: those of the input, the targets and the seed of the noise. */
export function stepFeedSpecs({input, classes}: TrainingProgram): Record<string, FeedSpec> {
  return {
    ...input.feeds,
    targets: {dtype: 'float32', shape: ['batch', classes]},
    dropoutSeed: {dtype: 'int32', shape: [2]},
  };
}

/** Values for {@link stepFeedSpecs}: `rows` with their labels. */
export function stepFeeds(
  {input, classes, loss}: TrainingProgram,
  {
    rows,
    labels,
    dropoutSeed,
  }: {rows: readonly number[]; labels: readonly number[]; dropoutSeed: readonly [number, number]},
): Record<string, FeedArray> {
  return {
    ...input.read(rows),
    targets: {shape: [rows.length, classes], values: softTargets(labels, loss)},
    dropoutSeed: {shape: [2], values: Int32Array.from(dropoutSeed)},
  };
}

/** The loss of a batch, with dropout. */
export function batchLoss(
  {input, loss}: TrainingProgram,
  fed: tf.NamedTensorMap,
  tensorOf: TensorOf,
): tf.Scalar {
  const {targets, dropoutSeed} = fed as {targets: tf.Tensor; dropoutSeed: tf.Tensor};
  const logits = input.logits(fed, tensorOf, seededDropout(dropoutSeed)); // [batch, classes]
  return classificationLoss(logits, targets, loss.focalGamma);
}
