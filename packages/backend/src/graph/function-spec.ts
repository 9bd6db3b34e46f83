import type {tf} from '../tensorflow.js';

/** The type and shape of a tensor that is fed on each run. */
export interface FeedSpec {
  /** `half` is fed as half-precision numbers in a Uint16Array; the function sees float32. */
  dtype: 'float32' | 'int32' | 'bool' | 'half';
  /** Sizes, and the names of those that differ from run to run: `['batch', 'tokens', 384]`. */
  shape: readonly (number | string)[];
}

/**
 * A function to compile, in ordinary tfjs. It may look at `tensor.shape`, but is traced at example sizes
 * only: what it makes must depend on them by multiplication and division, and it must not read values.
 */
export interface GraphFunction {
  feeds: Readonly<Record<string, FeedSpec>>;
  /** From the feeds and all variables of the session to named results. */
  compute(feeds: tf.NamedTensorMap, variables: tf.NamedTensorMap): tf.NamedTensorMap;
  /**
   * Multiplies matrices in the form that TensorFlow fuses with bias and GELU: faster from some hundred
   * rows on, slower below. Takes effect where a product of two matrices (rank 2, so flatten batch and tokens)
   * directly gets its bias (rank 1), and GELU is written as (erf(x √½) + 1) · (x ½). Default false.
   */
  fuse?: boolean;
}

/** The names of all symbolic dimensions of the feeds, in order of appearance. */
export function dimensionNames(feeds: Readonly<Record<string, FeedSpec>>): string[] {
  const names = Object.values(feeds).flatMap(({shape}) => shape.filter((size) => typeof size === 'string'));
  return [...new Set(names)];
}
