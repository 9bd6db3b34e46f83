import type {Explanation} from './explanation.js';
import {explanationFigure} from './explanation-figure.js';
import {type Html, html} from './html.js';
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
}

/** Explained texts as part of a page that has the palette, the base's and the explanations' style and script. */
export function explanationsFragment({labels, explanations}: ExplanationsView): Html {
  return html`${explanations.map((explanation, place) => explanationFigure(explanation, labels, place))}`;
}
