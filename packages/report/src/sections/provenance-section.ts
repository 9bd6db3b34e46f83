import {count, dataTable, type Html, html} from '@retune/page';
import {pageSection} from '../page-section.js';
import type {ArtifactOrigin} from '../report-data.js';

/** What this page was made from, so that another run can be told apart from it or be shown equal. */
export function provenanceSection(origins: readonly ArtifactOrigin[]): Html {
  return pageSection({
    id: 'provenance',
    title: 'Made from',
    finding: 'Equal digests mean equal files, whenever and wherever they were made.',
    body: html`${dataTable({
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
${origins.map(settings)}`,
  });
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
