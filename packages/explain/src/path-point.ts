import type {InputIds} from '@retune/encoder';

/** A place on the straight line between the word embeddings of two rows. */
export interface PathPoint {
  /** [tokens] the row at 0 and the row at 1. */
  from: InputIds;
  to: InputIds;
  /** From 0 to 1. */
  at: number;
}
