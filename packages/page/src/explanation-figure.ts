import {tableBehind} from './data-table.js';
import {type ExplainedWord, explainedWords} from './explained-words.js';
import type {ExplainedModel, Explanation} from './explanation.js';
import {type ForceScale, type Forces, forceBar, forceScale, forcesOf} from './force-bar.js';
import {type Html, html} from './html.js';
import {count, decimal, signed} from './number-format.js';
import {CLASS_CHOICES} from './style/explanation-style.js';

/** What a figure shows beside its explanations. */
export interface FigureOptions {
  /** By id. */
  labels: readonly string[];
  /** Unique in the page. */
  id: string;
  title: string;
  headingLevel: number;
  /** Id of the label that is shown first; without it the most probable one. */
  firstLabel?: number | undefined;
}

const MODEL_NAMES: Record<ExplainedModel, string> = {
  tuned: 'trained',
  untrained: 'before training',
  compared: 'compared',
};

/**
 * One text, explained by one classifier or more: a choice of classes, most probable first, and for each the
 * forces and the coloured words. All are in the page; the style shows the chosen one, so it works without a
 * script.
 */
export function explanationFigure(explanations: readonly Explanation[], options: FigureOptions): Html {
  const {labels, id, title, headingLevel} = options;
  const first = explanations[0] as Explanation;
  const ranked = rankedLabels(first, labels.length);
  const chosen = choices(ranked, options.firstLabel);
  const checked = Math.max(0, chosen.indexOf(options.firstLabel ?? -1));
  const views = explanations.map((explanation) => viewOf(explanation, chosen, labels));
  const scale = forceScale(views.flatMap(({forces}) => forces));
  const strongest = Math.max(...views.map((view) => view.strongest));
  return html`<article class="explanation" aria-labelledby="${id}">
<h${headingLevel} class="explanation-title" id="${id}">${title} <small>${verdict(first, labels)}</small></h${headingLevel}>
<fieldset class="choices"><legend class="unseen">Class to explain in ${title}</legend>
${chosen.map((label, rank) => html`<label><input type="radio" name="${id}" value="${rank}"${rank === checked && html` checked`}><span><bdi>${labels[label]}</bdi> <small>${decimal(first.outputs[label] ?? 0)}</small></span></label>\n`)}</fieldset>
${chosen.map(
  (label, rank) => html`<div class="panel" data-rank="${rank}">
${views.map((view) => panelPart(view, {label, rank, name: labels[label] ?? '', scale, strongest, many: views.length > 1}))}</div>
`,
)}${explanations.map((explanation) => valuesTable(explanation, labels, ranked, explanations.length > 1))}
</article>
`;
}

/** An explanation with what all its panels need. */
interface View {
  explanation: Explanation;
  words: ExplainedWord[];
  after: string;
  /** By rank of the chosen classes. */
  forces: Forces[];
  /** Largest value of a word over the chosen classes. */
  strongest: number;
}

function viewOf(explanation: Explanation, chosen: readonly number[], labels: readonly string[]): View {
  const {words, after} = explainedWords(explanation);
  const forces = chosen.map((id) =>
    forcesOf(words, id, {
      label: labels[id] ?? '',
      baseValue: explanation.baseValues[id] ?? 0,
      output: explanation.outputs[id] ?? 0,
      unplaced: unplacedName(explanation),
    }),
  );
  const sizes = words.flatMap(({values}) => chosen.map((id) => Math.abs(values[id] ?? 0)));
  return {explanation, words, after, forces, strongest: Math.max(0, ...sizes)};
}

interface PanelOptions {
  label: number;
  rank: number;
  name: string;
  scale: ForceScale;
  strongest: number;
  many: boolean;
}

function panelPart({explanation, words, after, forces}: View, options: PanelOptions): Html {
  const {label, rank, name, scale, strongest, many} = options;
  const {model, text, readTo} = explanation;
  // In mode shap pieces reach beyond the cut, so that nothing of the text is left over.
  const unread = after.slice(Math.max(0, after.length - (text.length - readTo)));
  const read = after.slice(0, after.length - unread.length);
  return html`${many && html`<p class="by">${MODEL_NAMES[model]}</p>\n`}${forceBar(forces[rank] as Forces, scale)}<p class="explained" dir="auto">${words.map((word) => wordSpan(word, label, name, strongest))}${read}${unread !== '' && html`<span class="unread"><span class="unseen">Not read by the classifier: </span>${unread}</span>`}</p>
`;
}

/** The colour's strength is the value's share of the strongest in this text, over all its classes. */
function wordSpan(
  {before, text, tokens, values}: ExplainedWord,
  id: number,
  label: string,
  strongest: number,
) {
  if (text === '') return html``;
  const value = values[id] ?? 0;
  const weight = strongest === 0 ? 0 : Math.abs(value) / strongest;
  const direction = value > 0 ? 'toward' : 'away';
  const words = value > 0 ? 'towards' : 'away from';
  const pieces = tokens.length > 1 ? ` (${tokens.join(' ')})` : '';
  return html`${before}<span class="word ${direction}" style="--weight:${weight.toFixed(2)}" title="${signed(value)} ${words} ${label}${pieces}">${text}</span>`;
}

function rankedLabels({outputs}: Explanation, classes: number): number[] {
  const ids = Array.from({length: classes}, (_, id) => id);
  return ids.sort((a, b) => (outputs[b] ?? 0) - (outputs[a] ?? 0) || a - b);
}

/** The most probable classes, and the one to be shown first where it is not among them. */
function choices(ranked: readonly number[], firstLabel: number | undefined): number[] {
  const chosen = ranked.slice(0, CLASS_CHOICES);
  if (firstLabel === undefined || chosen.includes(firstLabel)) return chosen;
  return [...chosen.slice(0, -1), firstLabel];
}

function verdict({label, predicted}: Explanation, labels: readonly string[]): Html {
  const labelled = label !== null && html`, labelled <bdi>${labels[label]}</bdi>`;
  return html`read as <bdi>${labels[predicted]}</bdi>${labelled}`;
}

function unplacedName({mode}: Explanation): string {
  return mode === 'words' ? 'words only together' : 'special token';
}

function valuesTable(
  explanation: Explanation,
  labels: readonly string[],
  ranked: readonly number[],
  many: boolean,
): Html {
  const {baseValues, outputs, model} = explanation;
  // Special tokens that did nothing would only be empty lines.
  const pieces = explanation.pieces.filter(({token, values}) => token !== '' || values.some(Boolean));
  return tableBehind({
    caption: `Values of all ${count(pieces.length)} ${explanation.mode === 'words' ? 'words' : 'pieces'}${many ? `, ${MODEL_NAMES[model]}` : ''}`,
    columns: ['Piece', ...ranked.map((id) => html`<bdi>${labels[id]}</bdi>`)],
    rows: [
      [html`<em>base value</em>`, ...ranked.map((id) => decimal(baseValues[id] ?? 0))],
      ...pieces.map(({token, values}) => [
        token === '' ? html`<em>${unplacedName(explanation)}</em>` : html`<bdi>${token}</bdi>`,
        ...ranked.map((id) => signed(values[id] ?? 0)),
      ]),
      [html`<em>output</em>`, ...ranked.map((id) => decimal(outputs[id] ?? 0))],
    ],
  });
}
