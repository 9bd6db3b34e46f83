import {EXPLANATION_SCRIPT, type Html, html, htmlDocument} from '@retune/page';
import {PAGE_STYLE} from './page-style.js';
import type {ReportData} from './report-data.js';
import {classSection} from './sections/class-section.js';
import {comparisonSection} from './sections/comparison-section.js';
import {confusionSection} from './sections/confusion-section.js';
import {datasetSection} from './sections/dataset-section.js';
import {explanationSection} from './sections/explanation-section.js';
import {headlineCards} from './sections/headline-cards.js';
import {lengthSection} from './sections/length-section.js';
import {mistakesSection} from './sections/mistakes-section.js';
import {pageHeader} from './sections/page-header.js';
import {provenanceSection} from './sections/provenance-section.js';
import {trainingSection} from './sections/training-section.js';

/** The whole page as one self-contained HTML document. Equal data give equal text. */
export function renderPage(data: ReportData): string {
  const {labels, evaluation, mistakes, explanations, lengths} = data;
  return htmlDocument({
    title: `${data.title} · Retune report`,
    style: PAGE_STYLE,
    script: EXPLANATION_SCRIPT,
    body: html`<a class="skip" href="#main">Skip to the results</a>
<div class="page">
${pageHeader(data)}${navigation(data)}<main id="main">
${headlineCards(evaluation)}${comparisonSection(evaluation)}${classSection(evaluation)}${confusionSection(evaluation)}${mistakes.length > 0 && mistakesSection(mistakes)}${explanations.length > 0 && explanationSection({explanations, labels, words: data.explainedWords})}${trainingSection(data.training)}${datasetSection(data.dataset, labels)}${lengths && lengthSection(lengths)}</main>
<footer>
${provenanceSection(data.origins)}</footer>
</div>
`,
  });
}

function navigation({mistakes, explanations, lengths}: ReportData): Html {
  const links: [id: string, name: string, present: boolean][] = [
    ['comparison', 'Tuned against untrained', true],
    ['labels', 'Label by label', true],
    ['confusion', 'Confusion matrix', true],
    ['mistakes', 'Confident mistakes', mistakes.length > 0],
    ['explanations', 'What the words did', explanations.length > 0],
    ['training', 'Training', true],
    ['data', 'Labels in the data', true],
    ['lengths', 'Length of the texts', lengths !== undefined],
    ['provenance', 'Made from', true],
  ];
  return html`<nav aria-label="Sections"><ul>
${links.filter(([, , present]) => present).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav>
`;
}
