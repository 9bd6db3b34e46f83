import {count} from '@retune/stage/number-format';
import type {Explanation} from './explanation.js';
import {explanationPanel, explanationViews} from './explanation-panel.js';
import {type Html, html} from './html.js';
import {verdict} from './verdict.js';
import {wrappingName} from './wrapping-name.js';

/** A page holds so many of a sample, and so many of their words: some 130 bytes a word and class. */
const MOST_TEXTS = 100;
const MOST_WORDS = 3000;
/** Characters of a text by which it is told from others. */
const OPENING = 90;

/**
 * Texts of a sample to be opened one by one, those read wrongly first: each for the class that it was read as and,
 * where that is another, for its label.
 */
export function sampledTexts(
  sample: readonly Explanation[],
  {labels, headingLevel}: {labels: readonly string[]; headingLevel: number},
): Html {
  const ranked = [...sample.filter(isMistaken), ...sample.filter((explanation) => !isMistaken(explanation))];
  const shown = ranked.slice(0, countFitting(ranked));
  const rest =
    shown.length < sample.length &&
    html` Shown are ${count(shown.length)} of them; all are in attributions.arrow.`;
  return html`<section class="sampled-texts">
<h${headingLevel}>Sampled texts</h${headingLevel}>
<p class="notes">Open a text to see what its words did, for the class it was read as and for its label. Those read wrongly come first.${rest}</p>
${shown.map((explanation) => sampledText(explanation, labels))}</section>
`;
}

function sampledText(explanation: Explanation, labels: readonly string[]): Html {
  const {text, row, label, predicted} = explanation;
  const classes = isMistaken(explanation) ? [predicted, label as number] : [predicted];
  const views = explanationViews([explanation], classes, labels);
  return html`<details class="sampled"><summary><bdi>${openingOf(text)}</bdi> <small>row ${count(row ?? 0)}, ${verdict(explanation, labels)}</small></summary>
${classes.map((id, place) => html`<p class="by">${wrappingName(labels[id])}</p>\n${explanationPanel(views, place)}`)}</details>
`;
}

function isMistaken({label, predicted}: Explanation): boolean {
  return label !== null && label !== predicted;
}

/** How many of the texts a page holds, at least one. */
function countFitting(texts: readonly Explanation[]): number {
  let words = 0;
  const fitting = texts.slice(0, MOST_TEXTS).findIndex((text) => {
    words += text.pieces.length * (isMistaken(text) ? 2 : 1);
    return words > MOST_WORDS;
  });
  return fitting === -1 ? Math.min(texts.length, MOST_TEXTS) : Math.max(1, fitting);
}

/** Cut between code points, so that no character is torn. */
function openingOf(text: string): string {
  const characters = [...text.slice(0, 2 * OPENING + 2)];
  return characters.length > OPENING ? `${characters.slice(0, OPENING).join('')}…` : text;
}
