import type {Threads} from '@retune/backend/threads';

/** The largest hidden size at which operations on a row a text gain by it; at 768 they do not. */
const SMALL_HIDDEN_SIZE = 512;

/**
 * Threads for training. Two operations run at a time, on half of the cores each: those of the two lanes where layers
 * run on all tokens, else the many small operations of a step on cached hidden states, one row a text.
 */
export function trainingThreads({
  cores,
  hiddenSize,
  cached,
}: {
  cores: number;
  hiddenSize: number;
  cached: boolean;
}): Threads {
  if ((cached && hiddenSize > SMALL_HIDDEN_SIZE) || cores < 2) return {};
  return {interOp: 2, intraOp: Math.floor(cores / 2)};
}
