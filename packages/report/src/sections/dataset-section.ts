import {
  count,
  counted,
  decimal,
  type Html,
  html,
  partlyFoldedTable,
  percent,
  tableBehind,
  wrappingName,
} from '@retune/page';
import {pageSection} from '../page-section.js';
import type {DatasetSummary} from '../report-data.js';

/** How the labels are spread over the splits, and what was refused. */
export function datasetSection({splits, rejected}: DatasetSummary, labels: readonly string[]): Html {
  const shares = splits.map(({rows, rowsByLabel}) => rowsByLabel.map((of) => (rows === 0 ? 0 : of / rows)));
  const largest = shares.flat().reduce((most, share) => Math.max(most, share), 0);
  return pageSection({
    id: 'data',
    title: 'Labels in the data',
    finding: balanceFinding(splits[0], labels),
    body: html`${partlyFoldedTable({
      caption: 'Texts of each label, by split',
      columns: [
        'Label',
        ...splits.map(({split, rows}) => html`${split} <small>${counted(rows, 'text')}</small>`),
      ],
      rows: rarestFirst(splits[0]?.rowsByLabel ?? []).map((id) => [
        wrappingName(labels[id]),
        ...splits.map(({rowsByLabel}, place) =>
          labelCell(rowsByLabel[id] ?? 0, shares[place]?.[id] ?? 0, largest),
        ),
      ]),
      look: 'distribution',
      stacks: ['label', ...splits.map(({split}) => split)],
      sorting: {by: ['text', ...splits.map(() => 'number' as const)], risingBy: 1},
      first: `rarest in the ${splits[0]?.split} split`,
      all: 'labels',
      rest: 'examples.arrow',
    })}
${refused(rejected)}`,
  });
}

/** Ids by their number of texts. */
function rarestFirst(rowsByLabel: readonly number[]): number[] {
  return [...rowsByLabel.keys()].sort((a, b) => (rowsByLabel[a] ?? 0) - (rowsByLabel[b] ?? 0) || a - b);
}

function labelCell(rows: number, share: number, largest: number): Html {
  const width = largest === 0 ? 0 : (100 * share) / largest;
  return html`<span class="bar" aria-hidden="true"><span style="width:${width.toFixed(2)}%"></span></span>${count(rows)} <small>${percent(share)}</small>`;
}

function balanceFinding(
  first: DatasetSummary['splits'][number] | undefined,
  labels: readonly string[],
): Html {
  if (first === undefined) return html`There is no text.`;
  const most = Math.max(...first.rowsByLabel);
  const least = Math.min(...first.rowsByLabel);
  const name = (rows: number) =>
    html`<strong>${wrappingName(labels[first.rowsByLabel.indexOf(rows)] ?? '')}</strong>`;
  if (least === 0) return html`${name(least)} has no text in the ${first.split} split.`;
  if (most / least < 1.5) return html`The labels of the ${first.split} split are about equally frequent.`;
  return html`In the ${first.split} split ${name(most)} is ${decimal(most / least, 1)} times as frequent as ${name(least)}.`;
}

function refused(rejected: DatasetSummary['rejected']): Html {
  const lines = rejected.reduce((sum, reason) => sum + reason.lines, 0);
  if (lines === 0) return html`<p class="notes">No line of the data files was refused.</p>`;
  return tableBehind({
    caption: `${counted(lines, 'line')} of the data files refused`,
    columns: ['Reason', 'Lines'],
    rows: rejected.slice(0, 50).map((reason) => [reason.reason, count(reason.lines)]),
  });
}
