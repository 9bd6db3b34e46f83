import {count, type Explanation, explanationFigure, type Html, html} from '@retune/page';
import {pageSection} from '../page-section.js';

/** The SHAP text plots. */
export function explanationSection(explanations: readonly Explanation[], labels: readonly string[]): Html {
  return pageSection({
    id: 'explanations',
    title: 'What the words did',
    finding: html`SHAP values: how much each word moved the probability of a class.`,
    body: html`<p class="hint"><span class="key toward">towards the class</span><span class="key away">away from it</span><br>Point at a word, or tab to the text and use the arrow keys, to see its value. Choose another class above a text.</p>
${explanations.map((explanation, place) => explanationFigure(explanation, labels, place))}
${effort(explanations)}`,
  });
}

const METHOD_NAMES: Record<string, string> = {
  partition: 'SHAP\u2019s partition explainer (Owen values over a tree of neighbouring words)',
};

function effort(explanations: readonly Explanation[]): Html | undefined {
  const [first] = explanations;
  if (first === undefined) return undefined;
  const evaluations = explanations.map((explanation) => count(explanation.evaluations)).join(', ');
  return html`<p class="notes">Method: ${METHOD_NAMES[first.method] ?? first.method}; masked versions of the texts tried: ${evaluations} (budget ${count(first.budget)} each).</p>`;
}
