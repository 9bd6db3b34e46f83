import {type Html, html, percent} from '@retune/page';
import {pageSection} from '../page-section.js';
import type {Mistake} from '../report-data.js';

const LONGEST_SHOWN = 280;

/** The mistakes made with most confidence. */
export function mistakesSection(mistakes: readonly Mistake[]): Html {
  return pageSection({
    id: 'mistakes',
    title: 'Confident mistakes',
    finding:
      'Where the classifier was surest and yet wrong: look here first for texts with a doubtful label.',
    body: html`<ol class="mistakes">
${mistakes.map(mistakeItem)}</ol>`,
  });
}

function mistakeItem({text, label, predicted, probability}: Mistake): Html {
  return html`<li><p dir="auto">${shortened(text)}</p><p class="verdicts">labelled <bdi>${label}</bdi><br>read as <bdi>${predicted}</bdi>, ${percent(probability)} sure</p></li>
`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_SHOWN
    ? text
    : `${characters.slice(0, LONGEST_SHOWN).join('').trimEnd()}\u2026`;
}
