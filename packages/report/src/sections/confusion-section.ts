import type {EvaluationDetails} from '@retune/artifacts';
import {count, counted, type Html, html, partlyFoldedTable, percent, wrappingName} from '@retune/page';
import {judgedOf} from '../judged.js';
import type {ListedRow} from '../listed-rows.js';
import {pageSection} from '../page-section.js';

/** Beyond this a matrix is no longer a picture, nor as wide as a page: the pairs most confused are listed instead. */
const MOST_LABELS = 20;
/** Of these each column's heading stands upright, and so do headings with longer words. */
const MOST_LEVEL_HEADINGS = 8;
const LONGEST_LEVEL_WORD = 9;

type Confusion = EvaluationDetails['confusedPairs'][number];

/**
 * Which labels are taken for which.
 *
 * @param listed the rows of the page's table, which the cells lead to
 */
export function confusionSection(evaluation: EvaluationDetails, listed: readonly ListedRow[]): Html {
  const {labels, split, confusedPairs} = evaluation;
  const {confusionMatrix} = judgedOf(evaluation);
  const linked = linkedCells(listed, split);
  return pageSection({
    id: 'confusion',
    title: 'Confusion matrix',
    finding: mostConfused(confusedPairs, labels),
    body:
      labels.length <= MOST_LABELS
        ? matrixTable(confusionMatrix, {labels, split, linked})
        : pairsTable(confusedPairs, {labels, split, linked}),
  });
}

interface Matrix {
  labels: readonly string[];
  split: string;
  linked: ReadonlySet<string>;
}

/** Cells, as `label predicted`, of which the page lists rows. */
function linkedCells(listed: readonly ListedRow[], judged: string): Set<string> {
  return new Set(
    listed
      .filter(({split}) => split === judged)
      .flatMap(({label, predicted}) => (predicted === null ? [] : [`${label} ${predicted}`])),
  );
}

function mostConfused([first]: readonly Confusion[], labels: readonly string[]): Html {
  if (first === undefined) return html`No text was taken for another label.`;
  const [label, predicted] = [wrappingName(labels[first.label]), wrappingName(labels[first.predicted])];
  return html`Most often <strong>${label}</strong> is taken for <strong>${predicted}</strong>: ${counted(first.rows, 'text')}, ${percent(first.shareOfLabel)} of those labelled ${label}.`;
}

function matrixTable(matrix: readonly (readonly number[])[], {labels, split, linked}: Matrix): Html {
  const caption = `Confusion matrix on the ${split} split: true label by row, predicted label by column`;
  const opens = linked.size > 0 && ' Choose a cell to see its rows.';
  return html`<p class="part">Each row is a true label, each column a predicted one; shares are of the row.${opens}<br><span class="key hit">correct</span><span class="key miss">taken for another</span></p>
<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="confusion${headingsStand(labels) && ' upright'}">
<caption class="unseen">${caption}</caption>
<thead><tr><th scope="col"><span class="unseen">True label</span></th>${labels.map((label) => html`<th scope="col">${wrappingName(label)}</th>`)}</tr></thead>
<tbody>
${matrix.map(
  (counts, id) =>
    html`<tr><th scope="row">${wrappingName(labels[id])}</th>${counts.map((rows, predicted) =>
      matrixCell(rows, {
        share: rows / Math.max(1, sum(counts)),
        support: sum(counts),
        correct: id === predicted,
        link: linked.has(`${id} ${predicted}`) && rowsLink(split, {label: id, predicted}),
      }),
    )}</tr>\n`,
)}</tbody>
</table>
</div>`;
}

/** Whether the columns' headings must stand upright to be read in full. */
function headingsStand(labels: readonly string[]): boolean {
  const longest = Math.max(...labels.flatMap((label) => label.split(/\s/)).map((word) => word.length));
  return labels.length > MOST_LEVEL_HEADINGS || longest > LONGEST_LEVEL_WORD;
}

interface MatrixCell {
  share: number;
  support: number;
  correct: boolean;
  link: Html | false;
}

function matrixCell(rows: number, {share, support, correct, link}: MatrixCell): Html {
  const content = html`${count(rows)}<small>${support === 0 ? '\u2013' : percent(share)}</small>`;
  return html`<td class="${correct ? 'hit' : 'miss'}" style="--share:${share.toFixed(3)}">${link ? html`<a ${link}>${content}</a>` : content}</td>`;
}

function rowsLink(split: string, {label, predicted}: {label: number; predicted: number}): Html {
  return html`href="#rows" data-split="${split}" data-label="${label}" data-predicted="${predicted}"`;
}

function pairsTable(pairs: readonly Confusion[], {labels, split, linked}: Matrix): Html {
  return html`${partlyFoldedTable({
    caption: `Pairs of labels confused on the ${split} split`,
    columns: ['True label', 'Predicted', 'Texts', 'Share of the label'],
    rows: pairs.map((pair) => [
      wrappingName(labels[pair.label]),
      wrappingName(labels[pair.predicted]),
      linked.has(`${pair.label} ${pair.predicted}`)
        ? html`<a ${rowsLink(split, pair)}>${count(pair.rows)}</a>`
        : count(pair.rows),
      percent(pair.shareOfLabel),
    ]),
    look: 'pairs',
    first: 'most often confused',
    all: 'pairs',
    rest: 'confusion-matrix.csv of the evaluation',
  })}
<p class="notes">${linked.size > 0 && 'Choose a number to see its texts. '}With more than ${MOST_LABELS} labels the whole matrix is in confusion-matrix.csv of the evaluation.</p>`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
