import {signed} from '@retune/stage/number-format';
import {type ExplainedWord, explainedWords} from './explained-words.js';
import type {ExplainedModel, Explanation} from './explanation.js';
import {type ForceScale, type Forces, forceBar, forceScale, forcesOf} from './force-bar.js';
import {type Html, html} from './html.js';

export const MODEL_NAMES: Record<ExplainedModel, string> = {
  tuned: 'trained',
  untrained: 'before training',
  compared: 'compared',
};

/** What the panels of one text share: all its explanations, for some classes, on one scale of forces and colours. */
export interface ExplanationViews {
  views: View[];
  /** Ids of the classes. */
  classes: readonly number[];
  /** By id. */
  labels: readonly string[];
  scale: ForceScale;
  /** Largest value of a word over the classes. */
  strongest: number;
}

interface View {
  explanation: Explanation;
  words: ExplainedWord[];
  after: string;
  /** By place of the class. */
  forces: Forces[];
}

/** @param explanations of one text, one a classifier */
export function explanationViews(
  explanations: readonly Explanation[],
  classes: readonly number[],
  labels: readonly string[],
): ExplanationViews {
  const views = explanations.map((explanation): View => {
    const {words, after} = explainedWords(explanation);
    const forces = classes.map((id) =>
      forcesOf(words, id, {
        label: labels[id] ?? '',
        baseValue: explanation.baseValues[id] ?? 0,
        output: explanation.outputs[id] ?? 0,
        unplaced: unplacedName(explanation),
      }),
    );
    return {explanation, words, after, forces};
  });
  return {
    views,
    classes,
    labels,
    scale: forceScale(views.flatMap(({forces}) => forces)),
    strongest: strongestOf(views, classes),
  };
}

/** In a loop, since a long text has more words than a function takes arguments. */
function strongestOf(views: readonly View[], classes: readonly number[]): number {
  let strongest = 0;
  for (const {words} of views)
    for (const {values} of words)
      for (const id of classes) strongest = Math.max(strongest, Math.abs(values[id] ?? 0));
  return strongest;
}

/** For the class at a place: by each classifier the forces, and the text with its words coloured. */
export function explanationPanel(views: ExplanationViews, place: number): Html {
  return html`${views.views.map((view) => panelPart(view, views, place))}`;
}

/** What stands for values that belong to no place in the text. */
export function unplacedName({mode}: Pick<Explanation, 'mode'>): string {
  return mode === 'words' ? 'words only together' : 'special token';
}

function panelPart(
  {explanation, words, after, forces}: View,
  {views, classes, labels, scale, strongest}: ExplanationViews,
  place: number,
): Html {
  const {model, text, readTo} = explanation;
  const id = classes[place] as number;
  // In mode shap pieces reach beyond the cut, so that nothing of the text is left over.
  const unread = after.slice(Math.max(0, after.length - (text.length - readTo)));
  const read = after.slice(0, after.length - unread.length);
  const by = views.length > 1 && html`<p class="by">${MODEL_NAMES[model]}</p>\n`;
  return html`${by}${forceBar(forces[place] as Forces, scale)}<p class="explained" dir="auto">${words.map((word, i) => wordSpan(word, {place: i, words: words.length, id, label: labels[id] ?? '', strongest}))}${read}${unread !== '' && html`<span class="unread"><span class="unseen">Not read by the classifier: </span>${unread}</span>`}</p>
`;
}

/** Of a text with more words those whose value is 0.000 are left without one, so that the page can be opened. */
const MOST_WORDS_WITH_VALUES = 1000;

/** Whether values are large enough to be shown in a text, or table, of so many words. */
export function deservesValue(values: readonly number[], words: number): boolean {
  return words <= MOST_WORDS_WITH_VALUES || values.some((value) => Math.abs(value) >= 0.0005);
}

interface WordPlace {
  place: number;
  /** Number of words of the text. */
  words: number;
  /** The class. */
  id: number;
  label: string;
  strongest: number;
}

/** The colour's strength is the value's share of the strongest in this text, over the classes shown. */
function wordSpan(
  {before, text, tokens, values}: ExplainedWord,
  {place, words: count, id, label, strongest}: WordPlace,
): Html {
  if (text === '') return html``;
  const value = values[id] ?? 0;
  if (!deservesValue([value], count)) return html`${before}${text}`;
  const weight = strongest === 0 ? 0 : Math.abs(value) / strongest;
  const direction = value > 0 ? 'toward' : 'away';
  const words = value > 0 ? 'towards' : 'away from';
  const pieces = tokens.length > 1 ? ` (${tokens.join(' ')})` : '';
  return html`${before}<span class="word ${direction}" data-word="${place}" style="--weight:${weight.toFixed(2)}" title="${signed(value)} ${words} ${label}${pieces}">${text}</span>`;
}
