import {html} from '@retune/page';
import {comparedOriginsSection} from './comparison/compared-origins-section.js';
import type {ComparisonData} from './comparison/comparison-data.js';
import {comparisonHeader} from './comparison/comparison-header.js';
import {plotsSection} from './comparison/plots-section.js';
import {runsSection} from './comparison/runs-section.js';
import {framedPage} from './framed-page.js';

/** The page that compares several classifiers as one self-contained HTML document. Equal data give equal text. */
export function renderComparisonPage(data: ComparisonData): string {
  return framedPage({
    title: data.title,
    header: comparisonHeader(data),
    lead: html``,
    sections: [
      {id: 'runs', name: 'Params against metrics', section: runsSection(data)},
      {id: 'plots', name: 'What the params did', section: plotsSection(data)},
      {id: 'provenance', name: 'Made from', section: comparedOriginsSection(data)},
    ],
  });
}
