import type {ArtifactOrigin} from './artifact-origin.js';

/** Stages and what passes between them, laid out in layers: each stage below all that it reads. */
export interface PipelineGraph {
  nodes: {port: string; stage: string; layer: number}[];
  /** Ports of the artifact read and of the one made from it. */
  edges: {from: string; to: string}[];
}

/** The graph that the manifests tell of: an artifact is joined with those whose digests it names as its inputs. */
export function pipelineGraph(origins: readonly ArtifactOrigin[]): PipelineGraph {
  const portOf = new Map(origins.map(({digest, port}) => [digest, port]));
  const edges = origins.flatMap(({port: to, inputs = {}}) =>
    Object.values(inputs)
      .flat()
      .flatMap((digest) => {
        const from = portOf.get(digest);
        return from === undefined ? [] : [{from, to}];
      }),
  );
  const layers = new Map<string, number>();
  const layerOf = (port: string): number => {
    const known = layers.get(port);
    if (known !== undefined) return known;
    const sources = edges.filter(({to}) => to === port).map(({from}) => layerOf(from));
    const layer = Math.max(-1, ...sources) + 1;
    layers.set(port, layer);
    return layer;
  };
  return {nodes: origins.map(({port, stage}) => ({port, stage, layer: layerOf(port)})), edges};
}
