import {count, type DataTable, dataTable, type Html, html, tableBehind} from '@retune/page';
import type {ArtifactOrigin} from '../artifact-origin.js';
import {pipelineChart} from '../charts/pipeline-chart.js';
import {pageSection} from '../page-section.js';
import {type PipelineGraph, pipelineGraph} from '../pipeline-graph.js';

/** The stages behind this page and what they made, so that another run can be told apart from it or be shown equal. */
export function provenanceSection(origins: readonly ArtifactOrigin[]): Html {
  const graph = pipelineGraph(origins);
  return pageSection({
    id: 'provenance',
    title: 'The pipeline',
    finding: 'Equal digests mean equal files, whenever and wherever they were made.',
    body: html`<div class="columns pipeline">
${graph.edges.length > 0 && html`<figure>${pipelineChart(graph)}</figure>`}
${stagesTable(graph, origins)}
</div>
${tableBehind(paramsTable(origins))}
${tableBehind(versionsTable(origins))}
${tableBehind(filesTable(origins))}`,
  });
}

function stagesTable({nodes}: PipelineGraph, origins: readonly ArtifactOrigin[]): Html {
  const originOf = new Map(origins.map((origin) => [origin.port, origin]));
  return dataTable({
    caption: 'Stages and what they made',
    columns: ['Stage', 'Read the output of', 'Digest of its own'],
    rows: nodes.map(({port, stage}) => {
      const {inputs = {}, digest = ''} = originOf.get(port) ?? {};
      return [stage, madeFrom(inputs, origins), html`<code title="${digest}">${digest.slice(0, 12)}</code>`];
    }),
    look: 'stages',
  });
}

function madeFrom(inputs: NonNullable<ArtifactOrigin['inputs']>, origins: readonly ArtifactOrigin[]): string {
  const digests = Object.values(inputs).flat();
  const stages = origins.filter(({digest}) => digests.includes(digest)).map(({stage}) => stage);
  return stages.length > 0 ? stages.join(', ') : '\u2013';
}

function paramsTable(origins: readonly ArtifactOrigin[]): DataTable {
  return {
    caption: 'Params of every stage',
    columns: ['Param', 'Value'],
    rows: origins.flatMap(({stage, params}) =>
      Object.entries(params).map(([name, value]) => [
        html`<code>${stage}.${name}</code>`,
        html`<code>${JSON.stringify(value)}</code>`,
      ]),
    ),
    look: 'settings',
  };
}

function versionsTable(origins: readonly ArtifactOrigin[]): DataTable {
  const stagesOf = new Map<string, {name: string; version: string; stages: string[]}>();
  for (const {stage, versions} of origins)
    for (const [name, version] of Object.entries(versions)) {
      const known = stagesOf.get(`${name} ${version}`) ?? {name, version, stages: []};
      stagesOf.set(`${name} ${version}`, {...known, stages: [...known.stages, stage]});
    }
  return {
    caption: 'Versions of what took part',
    columns: ['Name', 'Version', 'In'],
    rows: [...stagesOf.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({name, version, stages}) => [name, html`<code>${version}</code>`, stages.join(', ')]),
    look: 'settings',
  };
}

function filesTable(origins: readonly ArtifactOrigin[]): DataTable {
  return {
    caption: 'Files and their digests',
    columns: ['Stage', 'File', 'Bytes', 'SHA-256'],
    stacks: ['Stage', 'File', 'Bytes', 'SHA-256'],
    rows: origins.flatMap(({stage, files}) =>
      files.map(({path, bytes, sha256}) => [
        stage,
        html`<code>${path}</code>`,
        count(bytes),
        html`<code class="digest">${sha256}</code>`,
      ]),
    ),
    look: 'files',
  };
}
