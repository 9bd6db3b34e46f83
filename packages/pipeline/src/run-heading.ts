import type {Override} from './overrides.js';

/** What a run is begun with: the pipeline and what was overridden in it; undefined where nothing was. */
export function runHeading(pipeline: string, overrides: readonly Override[]): string | undefined {
  if (overrides.length === 0) return undefined;
  return `pipeline ${pipeline} with ${overrides.map(({at}) => at.text).join(', ')}`;
}
