import {cutByLength, cutInOrder} from './cut-batches.js';
import {epochRows, type Sampling} from './epoch-rows.js';
import {seededRandom} from './random-order.js';

/** One step's rows. */
export interface StepBatch {
  /** Counted from 1. */
  step: number;
  /** Epochs done after this step, such as 0.5. */
  epoch: number;
  rows: number[];
}

export interface BatchOptions {
  batchSize: number;
  sampling: Sampling;
  /** Batches of rows of nearly equal length. */
  groupByLength: boolean;
  seed: number;
}

/** What the order of the rows may hang on. */
export interface RowTraits {
  labelOf: (row: number) => number;
  tokensOf: (row: number) => number;
}

/** The batches of one epoch after the other, without end, each in an order of its own that `seed` sets. */
export function* trainingBatches(
  rows: readonly number[],
  {labelOf, tokensOf}: RowTraits,
  {batchSize, sampling, groupByLength, seed}: BatchOptions,
): Generator<StepBatch, never> {
  const randomBelow = seededRandom(seed);
  const drawEpoch = epochRows(rows, {sampling, labelOf, randomBelow});
  for (let step = 0; ; ) {
    const drawn = drawEpoch();
    const batches = groupByLength
      ? cutByLength(drawn, {batchSize, tokensOf, randomBelow})
      : cutInOrder(drawn, batchSize);
    for (const batch of batches) {
      step++;
      yield {step, epoch: step / batches.length, rows: batch};
    }
  }
}
