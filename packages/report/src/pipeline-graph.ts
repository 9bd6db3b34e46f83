import type {ArtifactOrigin} from './artifact-origin.js';

/** Stages and what passes between them, laid out in layers: each stage below all that it reads. */
export interface PipelineGraph {
  /** By layer, those of one layer in the order of the ports. */
  nodes: {port: string; stage: string; layer: number}[];
  /**
   * Ports of the artifact read and of the one made from it; not those that a longer way tells as well: a stage that
   * reads what another made is below all that the other reads.
   */
  edges: {from: string; to: string}[];
}

/** The graph that the manifests tell of: an artifact is joined with those whose digests it names as its inputs. */
export function pipelineGraph(origins: readonly ArtifactOrigin[]): PipelineGraph {
  const portOf = new Map(origins.map(({digest, port}) => [digest, port]));
  const sources = new Map(origins.map(({port, inputs = {}}) => [port, sourcesOf(inputs, portOf)]));
  const below = (port: string): Set<string> => {
    const direct = sources.get(port) ?? [];
    return new Set(direct.flatMap((source) => [source, ...below(source)]));
  };
  const layerOf = (port: string): number => Math.max(-1, ...(sources.get(port) ?? []).map(layerOf)) + 1;
  return {
    nodes: origins
      .map(({port, stage}) => ({port, stage, layer: layerOf(port)}))
      .sort((a, b) => a.layer - b.layer),
    edges: [...sources].flatMap(([to, direct]) =>
      direct
        .filter((from) => !direct.some((other) => other !== from && below(other).has(from)))
        .map((from) => ({from, to})),
    ),
  };
}

function sourcesOf(inputs: Record<string, string | string[]>, portOf: ReadonlyMap<string, string>): string[] {
  const ports = Object.values(inputs)
    .flat()
    .flatMap((digest) => portOf.get(digest) ?? []);
  return [...new Set(ports)];
}
