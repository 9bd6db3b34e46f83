import {count, counted, decimal, signed} from '@retune/stage/number-format';
import {tableBehind} from './data-table.js';
import type {Explanation} from './explanation.js';
import {
  deservesValue,
  explanationPanel,
  explanationViews,
  MODEL_NAMES,
  unplacedName,
} from './explanation-panel.js';
import {type Html, html} from './html.js';
import {CLASS_CHOICES} from './style/explanation-style.js';
import {verdict} from './verdict.js';
import {wrappingName} from './wrapping-name.js';

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

/**
 * One text, explained by one classifier or more: a choice of classes, most probable first, and for each the
 * forces and the coloured words. All are in the page; the style shows the chosen one, so it works without a
 * script.
 */
export function explanationFigure(explanations: readonly Explanation[], options: FigureOptions): Html {
  const {labels, id, title, headingLevel} = options;
  const first = explanations[0] as Explanation;
  const ranked = rankedLabels(first, labels.length);
  const shown = classesShown(explanations, labels.length);
  const chosen = choices(ranked.slice(0, shown), options.firstLabel);
  const checked = Math.max(0, chosen.indexOf(options.firstLabel ?? -1));
  const views = explanationViews(explanations, chosen, labels);
  return html`<article class="explanation" aria-labelledby="${id}">
<h${headingLevel} class="explanation-title" id="${id}">${title} <small>${verdict(first, labels)}</small></h${headingLevel}>
${classChoices(chosen, {...options, outputs: first.outputs, checked})}${
  shown < labels.length &&
  html`<p class="notes">${choiceText(chosen, ranked)} of ${count(labels.length)} classes; ${tableText(labels.length)}.</p>
`
}${chosen.map(
  (_, rank) => html`<div class="panel" data-rank="${rank}">
${explanationPanel(views, rank)}</div>
`,
)}${explanations.map((explanation) => valuesTable(explanation, options, ranked.slice(0, CLASS_CHOICES), explanations.length > 1))}
</article>
`;
}

/** Of more classes the others are folded away. */
const CLASSES_IN_SIGHT = 8;

interface ShownChoices extends FigureOptions {
  /** By label. */
  outputs: readonly number[];
  /** Rank of the class that is chosen at first. */
  checked: number;
}

function classChoices(chosen: readonly number[], {labels, id, title, outputs, checked}: ShownChoices): Html {
  const all = chosen.map(
    (
      label,
      rank,
    ) => html`<label><input type="radio" name="${id}" value="${rank}"${rank === checked && html` checked`}><span>${wrappingName(labels[label])} <small>${decimal(outputs[label] ?? 0)}</small></span></label>
`,
  );
  const more = all.slice(CLASSES_IN_SIGHT);
  const folded = html`<details class="more-choices"${checked >= CLASSES_IN_SIGHT && html` open`}><summary>${counted(more.length, 'more class', 'more classes')}</summary>
<div class="choices">
${more}</div></details>
`;
  return html`<fieldset class="choices"><legend class="unseen">Class to explain in ${title}</legend>
${all.slice(0, CLASSES_IN_SIGHT)}${more.length > 0 && folded}</fieldset>
`;
}

/** Words that the panels of a text hold at most, those of all classes together: they make up most of the page. */
const WORDS_SHOWN = 2500;
const FEWEST_CLASSES = 4;

/** Of a long text fewer classes can be chosen. */
function classesShown(explanations: readonly Explanation[], classes: number): number {
  const words = explanations.reduce((sum, {pieces}) => sum + pieces.length, 0);
  const fitting = Math.max(FEWEST_CLASSES, Math.floor(WORDS_SHOWN / Math.max(1, words)));
  return Math.min(classes, CLASS_CHOICES, fitting);
}

function rankedLabels({outputs}: Explanation, classes: number): number[] {
  const ids = Array.from({length: classes}, (_, id) => id);
  return ids.sort((a, b) => (outputs[b] ?? 0) - (outputs[a] ?? 0) || a - b);
}

/** The most probable classes, and the one to be shown first where it is not among them. */
function choices(ranked: readonly number[], firstLabel: number | undefined): number[] {
  if (firstLabel === undefined || ranked.includes(firstLabel)) return [...ranked];
  return [...ranked.slice(0, -1), firstLabel];
}

/** The label to be shown first may not be one of the most probable. */
function choiceText(chosen: readonly number[], ranked: readonly number[]): string {
  const asked = chosen.filter((id) => ranked.indexOf(id) >= chosen.length).length;
  return `The ${chosen.length - asked} most probable${asked > 0 ? ' and the one asked for' : ''}`;
}

/** What the table of values holds. */
function tableText(classes: number): string {
  return classes <= CLASS_CHOICES
    ? 'the table beneath has all'
    : `the table beneath has the ${CLASS_CHOICES} most probable, attributions.arrow all`;
}

function valuesTable(
  explanation: Explanation,
  {labels, title}: FigureOptions,
  ranked: readonly number[],
  many: boolean,
): Html {
  const {baseValues, outputs, model} = explanation;
  // Special tokens that did nothing would only be empty lines.
  const pieces = explanation.pieces.filter(({token, values}) => token !== '' || values.some(Boolean));
  const listed = pieces.filter(({values}) => deservesValue(values, pieces.length));
  const few = listed.length < pieces.length;
  return tableBehind({
    caption: `Values of ${few ? `${count(listed.length)} of` : 'all'} ${count(pieces.length)} ${explanation.mode === 'words' ? 'words' : 'pieces'}, ${title}${many ? `, ${MODEL_NAMES[model]}` : ''}`,
    columns: ['Piece', ...ranked.map((id) => wrappingName(labels[id]))],
    rows: [
      [html`<em>base value</em>`, ...ranked.map((id) => decimal(baseValues[id] ?? 0))],
      ...listed.map(({token, values}) => [
        token === '' ? html`<em>${unplacedName(explanation)}</em>` : html`<bdi>${token}</bdi>`,
        ...ranked.map((id) => signed(values[id] ?? 0)),
      ]),
      [html`<em>output</em>`, ...ranked.map((id) => decimal(outputs[id] ?? 0))],
    ],
  });
}
