import {expect, test} from 'vitest';
import type {ArtifactOrigin} from './artifact-origin.js';
import {pipelineGraph} from './pipeline-graph.js';

/** Artifacts by port, each with the ports that it was made from; a digest is the port's name in capitals. */
function origins(madeFrom: Record<string, string[]>): ArtifactOrigin[] {
  return Object.entries(madeFrom).map(([port, sources]) => ({
    port,
    stage: `make-${port}`,
    digest: port.toUpperCase(),
    inputs: Object.fromEntries(sources.map((source) => [`any-${source}`, source.toUpperCase()])),
    params: {},
    versions: {},
    files: [],
  }));
}

test('a stage stands below all that it reads, and only the last step to it is an arrow', () => {
  const {nodes, edges} = pipelineGraph(
    origins({model: ['tokens', 'features'], features: ['tokens'], tokens: ['examples'], examples: []}),
  );
  expect(nodes.map(({stage, layer}) => [stage, layer])).toEqual([
    ['make-examples', 0],
    ['make-tokens', 1],
    ['make-features', 2],
    ['make-model', 3],
  ]);
  expect(edges).toEqual([
    {from: 'features', to: 'model'},
    {from: 'tokens', to: 'features'},
    {from: 'examples', to: 'tokens'},
  ]);
});

test('an artifact that was made from one that the report does not have has no arrow for it', () => {
  expect(pipelineGraph(origins({model: ['tokens', 'checkpoint'], tokens: []})).edges).toEqual([
    {from: 'tokens', to: 'model'},
  ]);
});

test('manifests that do not tell their inputs give stages without arrows', () => {
  const untold = origins({model: [], tokens: []}).map((origin) => ({...origin, inputs: undefined}));
  const {nodes, edges} = pipelineGraph(untold);
  expect(nodes.map(({layer}) => layer)).toEqual([0, 0]);
  expect(edges).toEqual([]);
});
