import {count, counted, decimal} from '@retune/stage/number-format';
import type {Explanation, ExplanationSource} from './explanation.js';
import {explanationFigure} from './explanation-figure.js';
import {type Html, html} from './html.js';
import {sampledTexts} from './sampled-texts.js';
import {wordRankings} from './word-rankings.js';
import type {LabelWord} from './words-by-label.js';

export interface ExplanationsView {
  /** By id. */
  labels: readonly string[];
  /** In the order of attributions.arrow: the rows of one text stand together. */
  explanations: readonly Explanation[];
  /** [labels] the strongest first; empty lists where no sample was explained. */
  words: readonly (readonly LabelWord[])[];
  /** Id of the label that is shown first; without it each text's most probable one. */
  firstLabel?: number | undefined;
  /** Of the headings of its parts. */
  headingLevel: number;
}

/** Explained texts as part of a page that has the palette, the base's and the explanations' style and script. */
export function explanationsFragment(view: ExplanationsView): Html {
  const {explanations, words, labels, headingLevel} = view;
  if (explanations.length === 0)
    return html`<p class="notes">No text was explained: none is named by explain.texts, and explain.mistakes and explain.sample gave none.</p>
`;
  const sampled = explanations.filter(({source}) => source === 'sample');
  return html`${legend()}${figures(view, 'chosen')}${figures(view, 'mistake')}${
    sampled.length > 0 &&
    html`<h${headingLevel}>Words that push each label</h${headingLevel}>
<p class="notes">Over ${counted(sampled.length, 'sampled row')}: what each word adds to the label’s probability, all its occurrences together.</p>
${wordRankings(words, labels)}${sampledTexts(sampled, view)}`
  }${effort(explanations)}`;
}

function legend(): Html {
  return html`<p class="hint"><span class="key toward">towards the class</span><span class="key away">away from it</span><br>Point at a word, or tab to the text and use the arrow keys, to see its value. Choose another class above a text.</p>
`;
}

const SOURCE_NAMES = {chosen: 'Text', mistake: 'Mistake'};

function figures(view: ExplanationsView, source: 'chosen' | 'mistake'): Html {
  const {explanations, headingLevel} = view;
  const texts = textsOf(explanations, source);
  const heading = html`<h${headingLevel}>${source === 'mistake' && 'What misled the classifier'}</h${headingLevel}>\n`;
  return html`${source === 'mistake' && texts.length > 0 && heading}${texts.map((rows, place) =>
    explanationFigure(rows, {
      ...view,
      headingLevel: source === 'mistake' ? headingLevel + 1 : headingLevel,
      id: `${source}-${place}`,
      title: `${SOURCE_NAMES[source]} ${place + 1}`,
    }),
  )}`;
}

/** Rows of one text, one a classifier, in the order of the table. */
function textsOf(explanations: readonly Explanation[], source: ExplanationSource): Explanation[][] {
  const texts: Explanation[][] = [];
  for (const explanation of explanations) {
    if (explanation.source !== source) continue;
    if (explanation.model === 'tuned') texts.push([explanation]);
    else texts.at(-1)?.push(explanation);
  }
  return texts;
}

const METHOD_NAMES: Record<string, string> = {
  partition: 'SHAP’s partition explainer (Owen values over a tree of neighbouring words)',
  exact: 'exact Shapley values',
  integratedGradients: 'integrated gradients over the word embeddings',
  occlusion: 'occlusion (each word hidden alone)',
};

function effort(explanations: readonly Explanation[]): Html {
  const [first] = explanations as [Explanation, ...Explanation[]];
  const mean = (key: 'evaluations' | 'comprehensiveness' | 'sufficiency') =>
    explanations.reduce((sum, explanation) => sum + explanation[key], 0) / explanations.length;
  return html`<p class="notes">Method: ${METHOD_NAMES[first.method] ?? first.method}; on average ${count(Math.round(mean('evaluations')))} versions of a text tried. Without the words that speak most for it, the probability of the predicted class falls by ${decimal(mean('comprehensiveness'))} on average; with those words alone by ${decimal(mean('sufficiency'))}.${gapNote(explanations)}</p>
`;
}

/** Values that miss the outputs by no more than rounding need no word. */
function gapNote(explanations: readonly Explanation[]): string {
  const gap = Math.max(...explanations.map((explanation) => explanation.gap));
  return gap > 1e-5 ? ` Values add up to the output to within ${gap.toFixed(5)}.` : '';
}
