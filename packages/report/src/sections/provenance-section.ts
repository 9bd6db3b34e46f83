import {count, dataTable, type Html, html} from '@retune/page';
import type {ArtifactOrigin} from '../artifact-origin.js';
import {pipelineChart} from '../charts/pipeline-chart.js';
import {pageSection} from '../page-section.js';
import {pipelineGraph} from '../pipeline-graph.js';

/** The stages behind this page and what they made, so that another run can be told apart from it or be shown equal. */
export function provenanceSection(origins: readonly ArtifactOrigin[]): Html {
  const graph = pipelineGraph(origins);
  return pageSection({
    id: 'provenance',
    title: 'The pipeline',
    finding:
      'Each arrow is an artifact that one stage read from another. Equal digests mean equal files, whenever and wherever they were made.',
    body: html`<div class="columns pipeline">
${graph.edges.length > 0 && html`<figure>${pipelineChart(graph)}</figure>`}
${stagesTable(origins)}
</div>
${origins.map(settings)}
<details><summary>Files and their digests</summary>
${dataTable({
  caption: 'Files this page was made from',
  columns: ['Stage', 'File', 'Bytes', 'SHA-256'],
  rows: origins.flatMap(({stage, files}) =>
    files.map(({path, bytes, sha256}) => [
      stage,
      html`<code>${path}</code>`,
      count(bytes),
      html`<code class="digest">${sha256}</code>`,
    ]),
  ),
  look: 'files',
})}
</details>`,
  });
}

function stagesTable(origins: readonly ArtifactOrigin[]): Html {
  return dataTable({
    caption: 'Stages and what they made',
    columns: ['Stage', 'Made from', 'Digest'],
    rows: origins.map(({stage, inputs = {}, digest}) => [
      stage,
      madeFrom(inputs, origins),
      html`<code title="${digest}">${digest.slice(0, 12)}</code>`,
    ]),
    look: 'stages',
  });
}

function madeFrom(inputs: NonNullable<ArtifactOrigin['inputs']>, origins: readonly ArtifactOrigin[]): string {
  const digests = Object.values(inputs).flat();
  const stages = origins.filter(({digest}) => digests.includes(digest)).map(({stage}) => stage);
  return stages.length > 0 ? stages.join(', ') : '\u2013';
}

function settings({stage, params, versions}: ArtifactOrigin): Html {
  return html`<details><summary>Params and versions of ${stage}</summary>
${dataTable({
  caption: `Params and versions of ${stage}`,
  columns: ['Name', 'Value'],
  rows: [
    ...Object.entries(params).map(([name, value]) => [
      html`<code>${stage}.${name}</code>`,
      html`<code>${JSON.stringify(value)}</code>`,
    ]),
    ...Object.entries(versions).map(([name, version]) => [name, html`<code>${version}</code>`]),
  ],
  look: 'settings',
})}
</details>`;
}
