import type {EvaluationDetails} from '@retune/artifacts';
import {count, counted, dataTable, type Html, html, percent} from '@retune/page';
import {judgedOf} from '../judged.js';
import type {ListedRow} from '../listed-rows.js';
import {pageSection} from '../page-section.js';

/** Beyond this a matrix is no longer a picture: the pairs most confused are listed instead. */
const MOST_LABELS = 30;
const MOST_PAIRS = 20;

interface Confusion {
  label: string;
  predicted: string;
  rows: number;
  /** Of the rows with this label, 0 to 1. */
  share: number;
}

/**
 * Which labels are taken for which.
 *
 * @param listed the rows of the page's table, which the cells lead to
 */
export function confusionSection(evaluation: EvaluationDetails, listed: readonly ListedRow[]): Html {
  const {labels, split} = evaluation;
  const {confusionMatrix} = judgedOf(evaluation);
  const pairs = confusions(evaluation);
  return pageSection({
    id: 'confusion',
    title: 'Confusion matrix',
    finding: mostConfused(pairs),
    body:
      labels.length <= MOST_LABELS
        ? matrixTable(confusionMatrix, {labels, split, linked: linkedCells(listed, split)})
        : pairsTable(pairs, split),
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

/** All pairs that occur, most rows first. */
function confusions({confusedPairs, labels}: EvaluationDetails): Confusion[] {
  return confusedPairs.map(({label, predicted, rows, shareOfLabel}) => ({
    label: labels[label] ?? '',
    predicted: labels[predicted] ?? '',
    rows,
    share: shareOfLabel,
  }));
}

function mostConfused([first]: readonly Confusion[]): Html {
  if (first === undefined) return html`No text was taken for another label.`;
  return html`Most often <strong><bdi>${first.label}</bdi></strong> is taken for <strong><bdi>${first.predicted}</bdi></strong>: ${counted(first.rows, 'text')}, ${percent(first.share)} of those labelled <bdi>${first.label}</bdi>.`;
}

function matrixTable(matrix: readonly (readonly number[])[], {labels, split, linked}: Matrix): Html {
  const caption = `Confusion matrix on the ${split} split: true label by row, predicted label by column`;
  const opens = linked.size > 0 && ' Choose a cell to see its rows.';
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="confusion">
<caption>Each row is a true label, each column a predicted one; shares are of the row.${opens}<br><span class="key hit">correct</span><span class="key miss">taken for another</span></caption>
<thead><tr><th scope="col"><span class="unseen">True label</span></th>${labels.map((label) => html`<th scope="col"><bdi>${label}</bdi></th>`)}</tr></thead>
<tbody>
${matrix.map(
  (counts, id) =>
    html`<tr><th scope="row"><bdi>${labels[id]}</bdi></th>${counts.map((rows, predicted) =>
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

function pairsTable(pairs: readonly Confusion[], split: string): Html {
  return html`${dataTable({
    caption: `Pairs of labels most often confused on the ${split} split`,
    columns: ['True label', 'Predicted', 'Texts', 'Share of the label'],
    rows: pairs
      .slice(0, MOST_PAIRS)
      .map(({label, predicted, rows, share}) => [
        html`<bdi>${label}</bdi>`,
        html`<bdi>${predicted}</bdi>`,
        count(rows),
        percent(share),
      ]),
  })}
<p class="notes">With more than ${MOST_LABELS} labels the whole matrix is in confusion-matrix.csv of the evaluation.</p>`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
