import type {Threads} from '@retune/backend/threads';

/** The largest hidden size at which it pays to run small operations side by side; at 768 it does not. */
const SMALL_HIDDEN_SIZE = 512;

/**
 * Threads for training. On cached hidden states a step works on a row a text, not a row a token: its many small
 * operations then gain more by running two at a time than by being split.
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
  if (!cached || hiddenSize > SMALL_HIDDEN_SIZE || cores < 2) return {};
  return {interOp: 2, intraOp: Math.floor(cores / 2)};
}
