import {html} from '@retune/page';
import {framedPage} from './framed-page.js';
import {pageSections} from './page-sections.js';
import type {ReportData} from './report-data.js';
import {headlineCards} from './sections/headline-cards.js';
import {nextSteps} from './sections/next-steps.js';
import {pageHeader} from './sections/page-header.js';

/** The page of one classifier as one self-contained HTML document. Equal data give equal text. */
export function renderPage(data: ReportData): string {
  return framedPage({
    title: data.title,
    header: html`${pageHeader(data)}`,
    lead: html`${headlineCards(data.evaluation)}${nextSteps(data)}`,
    sections: pageSections(data),
  });
}
