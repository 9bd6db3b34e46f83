import {EXPLANATION_SCRIPT} from './explanation-script.js';
import {type ExplanationsView, explanationsFragment} from './explanations-fragment.js';
import {html} from './html.js';
import {htmlDocument} from './html-document.js';
import {BASE_STYLE} from './style/base-style.js';
import {EXPLANATION_STYLE} from './style/explanation-style.js';
import {PALETTE} from './style/palette.js';

const PAGE_STYLE = `
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.3; letter-spacing: -.01em; }
h2:not(.explanation-title) { margin: 2.5rem 0 0; font-size: 1.3125rem; line-height: 1.3; letter-spacing: -.01em; }
@page { margin: 14mm; }
@media print {
  :root { --page: #fff; font-size: 12px; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .hint, details:not([open]):not(.more-choices) { display: none; }
  .explanation { break-inside: avoid; }
}
`;

/** Explanations as a page of their own. Equal data give equal text. */
export function explanationsPage(view: Omit<ExplanationsView, 'headingLevel'>): string {
  return htmlDocument({
    title: 'What the words did',
    style: [PALETTE, BASE_STYLE, EXPLANATION_STYLE, PAGE_STYLE].join(''),
    script: EXPLANATION_SCRIPT,
    body: html`<main>
<h1>What the words did</h1>
${explanationsFragment({...view, headingLevel: 2})}</main>
`,
  });
}
