import {dropout, tf} from '@retune/backend';
import type {Dropout} from '@retune/encoder';

/**
 * Dropout whose noise is set by `seed`, int32 [2], and the site, so that a step gives the same noise however
 * and whenever it is run.
 */
export function seededDropout(seed: tf.Tensor): Dropout {
  return (values, rate, site) => {
    if (rate === 0) return values;
    return dropout(values, rate, seed.add(tf.tensor1d([siteNumber(site), 0], 'int32')) as tf.Tensor1D);
  };
}

/** FNV-1a hash of the site's name, which keeps the noise of two sites apart. */
function siteNumber(site: string): number {
  let hash = 0x811c9dc5;
  for (const character of site) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
  return hash;
}
