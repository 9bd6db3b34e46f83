import {StageError} from '@retune/stage';
import type {ArtifactOrigin} from './artifact-origin.js';

/**
 * Throws {@link StageError} where an artifact was made from another one than the report is given on the port of
 * that name: a page on a model that shows the metrics of another would be believed.
 */
export function requireOneMaking(origins: readonly ArtifactOrigin[]): void {
  const digests = new Map(origins.map(({port, digest}) => [port, digest]));
  const mixed = origins.flatMap(({port, inputs = {}}) =>
    Object.entries(inputs)
      .filter(([source, digest]) => digests.has(source) && digests.get(source) !== digest)
      .map(([source]) => ({port, source})),
  );
  if (mixed.length === 0) return;
  throw new StageError(
    mixed.map(({port, source}) => ({
      where: `inputs of report: ${port}`,
      what: `it was made from another ${source} than the one that the report is given`,
      mend: `Wire the report's ${source} to the stage that ${port} reads.`,
    })),
  );
}
