import {printableLine} from '../printable.mjs';
import type {Override} from './overrides.js';

/**
 * What a run begins with: the pipeline, and what is overridden in it. Undefined where the command names no
 * pipeline, as `nx run-many` does, and overrides nothing.
 */
export function runHeading(
  pipeline: string,
  overrides: readonly Override[],
  isNamed: boolean,
): string | undefined {
  if (overrides.length === 0) return isNamed ? `pipeline ${pipeline}` : undefined;
  return printableLine(`pipeline ${pipeline} with ${overrides.map(({at}) => at.text).join(', ')}`);
}
