import {outOfMemory} from '@retune/backend';

/** What decides how much memory a step takes. */
interface StepSize {
  /** Counted from 1. */
  step: number;
  /** Rows of a step. */
  batchSize: number;
  /** Rows that are computed at once. */
  microBatchSize: number;
}

/** What `compute` gives for a step. Throws StageError where memory runs out, with params of the same step in less. */
export function withinMemory<Result>(compute: () => Result, {step, ...size}: StepSize): Result {
  try {
    return compute();
  } catch (error) {
    const where = `train.batchSize: step ${step}`;
    throw outOfMemory(error, {where, mend: inLess(size)}) ?? error;
  }
}

function inLess({batchSize, microBatchSize}: Omit<StepSize, 'step'>): string {
  const shorter = 'Set tokenize.maxLength lower: memory grows with the square of the longest text';
  if (microBatchSize === 1) return `${shorter}.`;
  const rows = Math.floor(microBatchSize / 2);
  const batches = Math.ceil(batchSize / rows);
  return `Set train.batchSize=${rows} with train.accumulationSteps=${batches}, which trains as before in half the memory.\n  Or ${shorter[0]?.toLowerCase()}${shorter.slice(1)}.`;
}
