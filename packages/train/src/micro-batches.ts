import {targetWeight} from './soft-targets.js';
import type {MicroBatch} from './step-executor.js';
import type {StepBatch} from './training-batches.js';
import {stepFeeds, type TrainingProgram} from './training-program.js';

export interface MicroBatchOptions {
  /** Rows of a step. */
  batchSize: number;
  /** Rows that are computed at once. */
  microBatchSize: number;
  seed: number;
}

/**
 * A step's rows, `microBatchSize` at a time: gradients are accumulated over them, so that memory holds only so
 * many rows while the step is that of the whole batch. Each is made when it is asked for.
 */
export function* microBatches(
  program: TrainingProgram,
  {rows, step}: StepBatch,
  labelOf: (row: number) => number,
  {batchSize, microBatchSize, seed}: MicroBatchOptions,
): Generator<MicroBatch> {
  const labels = rows.map(labelOf);
  const total = targetWeight(labels, program.loss);
  const before = (step - 1) * Math.ceil(batchSize / microBatchSize);
  for (let start = 0; start < rows.length; start += microBatchSize) {
    const end = start + microBatchSize;
    const own = labels.slice(start, end);
    const dropoutSeed = [seed, before + start / microBatchSize + 1] as const;
    yield {
      feeds: stepFeeds(program, {rows: rows.slice(start, end), labels: own, dropoutSeed}),
      weight: targetWeight(own, program.loss) / total,
    };
  }
}
