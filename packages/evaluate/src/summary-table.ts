import type {ClassificationMetrics} from './classification-metrics.js';

/** What `metrics.json` holds. */
export interface EvaluationReport {
  split: string;
  rows: number;
  /** By id. */
  labels: readonly string[];
  tuned: ClassificationMetrics;
  /** The same checkpoint under a head before its first step of training. */
  untrained: ClassificationMetrics;
}

const LINES = [
  ['accuracy', 'accuracy'],
  ['precision (weighted)', 'precisionWeighted'],
  ['recall (weighted)', 'recallWeighted'],
  ['F1 (weighted)', 'f1Weighted'],
  ['F1 (macro)', 'f1Macro'],
  ['AUC (macro, one vs rest)', 'aucMacro'],
  ['log loss', 'logLoss'],
] as const;

/** The metrics of both classifiers as an aligned table for the terminal, `-` where one has no value. */
export function summaryTable({split, rows, tuned, untrained}: EvaluationReport): string {
  const table = [
    [`${split} split, ${rows} ${rows === 1 ? 'row' : 'rows'}`, 'tuned', 'untrained'],
    ...LINES.map(([title, name]) => [title, shown(tuned[name]), shown(untrained[name])]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((cells) => (cells[column] as string).length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join('  ');
  return table.map((cells) => `${line(cells)}\n`).join('');
}

function shown(value: number | null): string {
  return value === null ? '-' : value.toFixed(4);
}
