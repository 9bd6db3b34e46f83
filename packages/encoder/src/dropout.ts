import type {tf} from '@retune/backend';

/**
 * Sets a share of `rate` of the values to 0 and divides the others by 1 - rate. `site` names the place in the
 * network, so that each draws noise of its own, the same each time a step is repeated.
 */
export type Dropout = (values: tf.Tensor, rate: number, site: string) => tf.Tensor;

/** Outside of training, and in frozen layers. */
export const noDropout: Dropout = (values) => values;
