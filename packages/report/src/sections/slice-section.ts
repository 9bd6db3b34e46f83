import type {EvaluationDetails, EvaluationSlice} from '@retune/artifacts';
import {
  count,
  counted,
  type Html,
  html,
  partlyFoldedTable,
  percent,
  tableBehind,
  wrappingName,
} from '@retune/page';
import {judgedOf} from '../judged.js';
import {percentInterval} from '../metric-value.js';
import {pageSection} from '../page-section.js';

const BY: Record<EvaluationSlice['by'], string> = {
  length: 'length',
  label: 'label',
  truncated: 'truncation',
};

/** Rows that have something in common and are right less often than the rest; folded away, those that are not. */
export function sliceSection(evaluation: EvaluationDetails): Html {
  const accuracy = judgedOf(evaluation).metrics.accuracy ?? 0;
  const measured = evaluation.slices.filter(({rows}) => rows > 0);
  const weak = measured
    .filter(({interval}) => interval !== null && interval.high < accuracy)
    .sort((a, b) => (a.accuracy ?? 0) - (b.accuracy ?? 0) || b.rows - a.rows);
  // Those by label are the recall in the table of labels.
  const others = measured.filter((slice) => slice.by !== 'label' && !weak.includes(slice));
  return pageSection({
    id: 'slices',
    title: 'Weak slices',
    finding: finding(weak, {accuracy, of: measured.length}),
    body: html`${weak.length > 0 && weakTable(weak)}${others.length > 0 && othersTable(others)}`,
  });
}

function finding(
  [weakest, ...rest]: readonly EvaluationSlice[],
  {accuracy, of}: {accuracy: number; of: number},
): Html {
  if (weakest === undefined)
    return html`None of ${counted(of, 'slice')} by length and by label is clearly weaker than the whole: the 95% interval of each reaches the accuracy of all texts, ${percent(accuracy)}.`;
  return html`Right less often than the ${percent(accuracy)} of all texts, beyond what chance explains: <strong>${wrappingName(weakest.name)}</strong>${rest.length > 0 && html` and ${counted(rest.length, 'other')}`}, of ${counted(of, 'slice')} by length and by label. One in forty would seem so by chance.`;
}

function weakTable(weak: readonly EvaluationSlice[]): Html {
  return partlyFoldedTable({
    caption: 'Accuracy of weak slices',
    columns: ['Slice', 'Accuracy', 'Texts'],
    rows: weak.map(({by, name, rows, accuracy, interval}) => [
      html`<small class="by">${BY[by]}</small> ${wrappingName(name)}`,
      html`<span class="bar-cell"><span class="bar" aria-hidden="true"><span style="width:${width(accuracy ?? 0)}"></span>${interval && html`<span class="whisker" style="left:${width(interval.low)};width:${width(interval.high - interval.low)}"></span>`}</span><span class="bar-value">${shown(accuracy)}${interval && html` <small>${percentInterval(interval)}</small>`}</span></span>`,
      count(rows),
    ]),
    look: 'slices',
    stacks: ['slice', 'accuracy', 'texts'],
    sorting: {by: ['text', 'number', 'number'], risingBy: 1},
    first: 'weakest',
    all: 'weak slices',
    rest: 'evaluation.json',
  });
}

function othersTable(others: readonly EvaluationSlice[]): Html {
  return tableBehind({
    caption: 'Slices by length and truncation that are not weak',
    columns: ['Slice', 'Accuracy', '95% interval', 'Texts'],
    rows: others.map(({name, rows, accuracy, interval}) => [
      name,
      shown(accuracy),
      interval && percentInterval(interval),
      count(rows),
    ]),
  });
}

function shown(accuracy: number | null): string {
  return accuracy === null ? '\u2013' : percent(accuracy);
}

function width(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
