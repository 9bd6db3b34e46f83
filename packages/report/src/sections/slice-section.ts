import type {EvaluationSlice} from '@retune/artifacts';
import {count, dataTable, decimal, type Html, html, percent} from '@retune/page';
import {percentInterval} from '../metric-value.js';
import {pageSection} from '../page-section.js';

const BY: Record<EvaluationSlice['by'], string> = {
  length: 'length',
  label: 'label',
  truncated: 'truncation',
};

/** Where it is right more and less often: rows that have something in common. */
export function sliceSection(slices: readonly EvaluationSlice[]): Html {
  const measured = slices.filter(({rows}) => rows > 0);
  return pageSection({
    id: 'slices',
    title: 'Weak slices',
    finding: weakest(measured),
    body: dataTable({
      caption: 'Accuracy by slice',
      columns: ['Slice', 'Accuracy', 'Texts'],
      rows: measured.map(({by, name, rows, accuracy, interval}) => [
        html`<small class="by">${BY[by]}</small> <bdi>${name}</bdi>`,
        html`<span class="bar-cell"><span class="bar" aria-hidden="true"><span style="width:${decimal((accuracy ?? 0) * 100)}%"></span>${interval && html`<span class="whisker" style="left:${decimal(interval.low * 100)}%;width:${decimal((interval.high - interval.low) * 100)}%"></span>`}</span><span class="bar-value">${accuracy === null ? '\u2013' : percent(accuracy)}${interval && html`<small>${percentInterval(interval)}</small>`}</span></span>`,
        count(rows),
      ]),
      look: 'slices',
    }),
  });
}

/** Of slices that are large enough to tell. */
function weakest(slices: readonly EvaluationSlice[]): Html {
  const [first] = slices
    .filter(({rows, accuracy}) => rows >= 20 && accuracy !== null)
    .sort((a, b) => (a.accuracy ?? 0) - (b.accuracy ?? 0));
  if (first === undefined) return html`Accuracy of rows that have something in common.`;
  return html`Of the slices of 20 texts or more, <strong><bdi>${first.name}</bdi></strong> is the weakest: ${percent(first.accuracy ?? 0)} of ${count(first.rows)} texts are right.`;
}
