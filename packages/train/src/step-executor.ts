import type {Float32Tensor} from '@retune/encoder';
import type {FeedArray} from './model-input.js';

/** What a step measured, before its update. */
export interface StepResult {
  loss: number;
  /** Of all gradients together, before clipping. */
  gradientNorm: number;
}

/** All that further steps depend on: with the same batches they give the same bits, also in another process. */
export interface ExecutorState {
  /** Updates done. */
  steps: number;
  /** What is trained, as it is now. */
  parameters: ReadonlyMap<string, Float32Tensor>;
  /** AdamW's running means of the gradients and of their squares, by parameter. */
  means: ReadonlyMap<string, Float32Tensor>;
  squaresMeans: ReadonlyMap<string, Float32Tensor>;
}

/** Values of a batch, by feed. */
export type BatchFeeds = Readonly<Record<string, FeedArray>>;

/** Rows that are computed at once. */
export interface MicroBatch {
  feeds: BatchFeeds;
  /** Share of the step's loss: those of a step add up to 1. */
  weight: number;
}

/** Runs the steps of a training program and holds its weights; how is its own affair. */
export interface StepExecutor {
  /** Updates the weights once, by the weighted mean of the batches' losses. */
  step(batches: Iterable<MicroBatch>, learningRate: number): StepResult;
  /** Logits [batch, classes] row-major, without dropout, of each batch of the input's feeds, in order. */
  logits(batches: Iterable<BatchFeeds>): Iterable<Float32Array>;
  /** Copies the trained tensors out. */
  weights(): Map<string, Float32Tensor>;
  /** Copies out what {@link restore} needs, between updates. */
  state(): ExecutorState;
  /** Goes back to a state of an executor of the same kind and program. */
  restore(state: ExecutorState): void;
  dispose(): void;
}
