import {count, dataTable, type Html, html, percent} from '@retune/page';
import type {EvaluationMetrics} from '../evaluation-metrics.js';
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

/** Which labels are taken for which. */
export function confusionSection({labels, split, tuned: {confusionMatrix}}: EvaluationMetrics): Html {
  const pairs = confusions(confusionMatrix, labels);
  return pageSection({
    id: 'confusion',
    title: 'Confusion matrix',
    finding: mostConfused(pairs),
    body:
      labels.length <= MOST_LABELS ? matrixTable(confusionMatrix, labels, split) : pairsTable(pairs, split),
  });
}

/** All pairs that occur, most rows first. */
function confusions(matrix: readonly (readonly number[])[], labels: readonly string[]): Confusion[] {
  return matrix
    .flatMap((counts, label) =>
      counts.map((rows, predicted) => ({label, predicted, rows, share: rows / sum(counts)})),
    )
    .filter(({label, predicted, rows}) => label !== predicted && rows > 0)
    .sort((a, b) => b.rows - a.rows || a.label - b.label)
    .map((pair) => ({...pair, label: labels[pair.label] ?? '', predicted: labels[pair.predicted] ?? ''}));
}

function mostConfused([first]: readonly Confusion[]): Html {
  if (first === undefined) return html`No text was taken for another label.`;
  return html`Most often <strong><bdi>${first.label}</bdi></strong> is taken for <strong><bdi>${first.predicted}</bdi></strong>: ${count(first.rows)} texts, ${percent(first.share)} of those labelled <bdi>${first.label}</bdi>.`;
}

function matrixTable(matrix: readonly (readonly number[])[], labels: readonly string[], split: string): Html {
  const caption = `Confusion matrix on the ${split} split: true label by row, predicted label by column`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="confusion">
<caption>Each row is a true label, each column a predicted one; shares are of the row.<br><span class="key hit">correct</span><span class="key miss">taken for another</span></caption>
<thead><tr><th scope="col"><span class="unseen">True label</span></th>${labels.map((label) => html`<th scope="col"><bdi>${label}</bdi></th>`)}</tr></thead>
<tbody>
${matrix.map((counts, id) => html`<tr><th scope="row"><bdi>${labels[id]}</bdi></th>${counts.map((rows, predicted) => matrixCell(rows, sum(counts), id === predicted))}</tr>\n`)}</tbody>
</table>
</div>`;
}

function matrixCell(rows: number, rowSum: number, correct: boolean): Html {
  const share = rowSum === 0 ? 0 : rows / rowSum;
  return html`<td class="${correct ? 'hit' : 'miss'}" style="--share:${share.toFixed(3)}">${count(rows)}<small>${rowSum === 0 ? '\u2013' : percent(share)}</small></td>`;
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
