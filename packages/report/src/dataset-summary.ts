import type {Table} from 'apache-arrow';
import type {DatasetSummary, SplitSummary} from './report-data.js';

/** Counts the rows by split and label and the refused lines by reason. */
export function datasetSummary(examples: Table, rejected: Table, labels: readonly string[]): DatasetSummary {
  return {splits: splitSummaries(examples, labels), rejected: reasons(rejected)};
}

function splitSummaries(examples: Table, labels: readonly string[]): SplitSummary[] {
  const idOf = new Map(labels.map((label, id) => [label, id]));
  const bySplit = new Map<string, SplitSummary>();
  const labelColumn = (examples.getChild('label') as Iterable<string>)[Symbol.iterator]();
  for (const split of examples.getChild('split') as Iterable<string>) {
    let summary = bySplit.get(split);
    if (summary === undefined) {
      summary = {split, rows: 0, rowsByLabel: labels.map(() => 0)};
      bySplit.set(split, summary);
    }
    const id = idOf.get(labelColumn.next().value as string);
    if (id !== undefined) summary.rowsByLabel[id] = (summary.rowsByLabel[id] ?? 0) + 1;
    summary.rows++;
  }
  return [...bySplit.values()];
}

function reasons(rejected: Table): DatasetSummary['rejected'] {
  const lines = new Map<string, number>();
  for (const reason of rejected.getChild('reason') as Iterable<string>)
    lines.set(reason, (lines.get(reason) ?? 0) + 1);
  return [...lines]
    .map(([reason, lines]) => ({reason, lines}))
    .sort((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1));
}
