import {dataTable, type Html, html} from '@retune/page';
import {pageSection} from '../page-section.js';
import type {ComparisonData} from './comparison-data.js';

/** Which artifacts were compared. */
export function comparedOriginsSection({runs}: ComparisonData): Html {
  return pageSection({
    id: 'provenance',
    title: 'Made from',
    finding: 'Equal digests mean equal files, whenever and wherever they were made.',
    body: dataTable({
      caption: 'Evaluations that were compared',
      columns: ['Run', 'Stage', 'Digest of its files'],
      stacks: ['Run', 'Stage', 'Digest of its files'],
      rows: runs.map(({number, from, origin}) => [
        number,
        html`<code>${from}</code>`,
        html`<code class="digest">${origin.digest}</code>`,
      ]),
      look: 'files',
    }),
  });
}
