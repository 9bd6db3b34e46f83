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
 * many rows while the step is that of the whole batch. Where the input has two lanes, each time as a batch of the
 * shorter and one of the longer rows. Each is made when it is asked for.
 */
export function* microBatches(
  program: TrainingProgram,
  {rows, step}: StepBatch,
  labelOf: (row: number) => number,
  {batchSize, microBatchSize, seed}: MicroBatchOptions,
): Generator<MicroBatch> {
  const {input, loss} = program;
  const total = targetWeight(rows.map(labelOf), loss);
  // Every micro-batch of every step has a number of its own, which its dropout starts from.
  let number = (step - 1) * Math.ceil(batchSize / microBatchSize) * input.lanes;
  for (let start = 0; start < rows.length; start += microBatchSize) {
    const together = rows.slice(start, start + microBatchSize);
    for (const own of input.lanes === 2 ? byLength(together, input.tokens) : [together]) {
      const labels = own.map(labelOf);
      number++;
      yield {
        feeds: stepFeeds(program, {rows: own, labels, dropoutSeed: [seed, number]}),
        weight: targetWeight(labels, loss) / total,
      };
    }
  }
}

/** Two parts, shorter and longer rows, of about as many tokens when padded; one part of a single row. */
function byLength(rows: readonly number[], tokensOf: (row: number) => number): number[][] {
  const sorted = [...rows].sort((a, b) => tokensOf(a) - tokensOf(b));
  const longest = tokensOf(sorted.at(-1) as number);
  const larger = (size: number) =>
    Math.max(size * tokensOf(sorted[size - 1] as number), (sorted.length - size) * longest);
  let best = 1;
  for (let size = 2; size < sorted.length; size++) if (larger(size) < larger(best)) best = size;
  return [sorted.slice(0, best), sorted.slice(best)].filter(({length}) => length > 0);
}
