import {count, type Explanation, explanationsFragment, type Html, html, type LabelWord} from '@retune/page';
import {pageSection} from '../page-section.js';

/** The SHAP text plots, and what words do over a sample where there is one. */
export function explanationSection(
  explanations: readonly Explanation[],
  {labels, words}: {labels: readonly string[]; words: readonly (readonly LabelWord[])[]},
): Html {
  return pageSection({
    id: 'explanations',
    title: 'What the words did',
    finding: html`SHAP values: how much each word moved the probability of a class.`,
    body: html`<p class="hint"><span class="key toward">towards the class</span><span class="key away">away from it</span><br>Point at a word, or tab to the text and use the arrow keys, to see its value. Choose another class above a text.</p>
${explanationsFragment({labels, explanations, words})}
${effort(explanations)}`,
  });
}

const METHOD_NAMES: Record<string, string> = {
  partition: 'SHAP\u2019s partition explainer (Owen values over a tree of neighbouring words)',
  exact: 'exact Shapley values over all choices of words',
  integratedGradients: 'integrated gradients over the embeddings',
  occlusion: 'occlusion, word by word',
};

function effort(explanations: readonly Explanation[]): Html | undefined {
  const [first] = explanations;
  if (first === undefined) return undefined;
  const evaluations = explanations.reduce((sum, explanation) => sum + explanation.evaluations, 0);
  return html`<p class="notes">Method: ${METHOD_NAMES[first.method] ?? first.method}; ${count(evaluations)} versions of the texts evaluated (at most ${count(first.budget)} a text).</p>`;
}
