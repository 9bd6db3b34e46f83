import {compact, count, decimal, type Html, html, tableBehind} from '@retune/page';
import {type Curve, curveChart} from '../charts/curve-chart.js';
import {pageSection} from '../page-section.js';
import type {HistoryRow, TrainingSummary} from '../report-data.js';
import {thinned} from '../training-history.js';

const MOST_POINTS = 400;
const MOST_TABLE_ROWS = 200;

const COLUMNS = [
  'Step',
  'Epoch',
  'Learning rate',
  'Train loss',
  'Gradient norm',
  'Validation loss',
  'Validation accuracy',
  'Validation F1',
];

/** How training went: the losses and the validation scores over the steps. */
export function trainingSection(training: TrainingSummary): Html {
  const {history, bestStep} = training;
  const listed = listedRows(training);
  return pageSection({
    id: 'training',
    title: 'Training',
    finding: chosenFinding(training),
    body: html`<div class="columns">
${figure('loss', 'Loss', 'mean cross entropy; lower is better', lossCurves(history), training)}
${figure('score', 'Validation score', 'weighted F1 and accuracy; higher is better', scoreCurves(history), training)}
</div>
${tableBehind({
  caption: `${listed.length < history.length ? `${count(listed.length)} of ${count(history.length)}` : 'All'} measurements of training`,
  columns: COLUMNS,
  stacks: COLUMNS,
  rows: listed.map((row) => [
    row.step === bestStep ? html`<strong>${count(row.step)}</strong>, chosen` : count(row.step),
    compact(row.epoch),
    compact(row.learningRate),
    decimal(row.trainLoss),
    decimal(row.gradientNorm),
    orDash(row.validationLoss),
    orDash(row.validationAccuracy),
    orDash(row.validationF1),
  ]),
})}`,
  });
}

/** Few enough rows for a table, that of the kept step always among them. */
function listedRows({history, bestStep}: TrainingSummary): HistoryRow[] {
  const spread = new Set(thinned(history, MOST_TABLE_ROWS));
  return history.filter((row) => spread.has(row) || row.step === bestStep);
}

function chosenFinding({history, bestStep}: TrainingSummary): Html {
  const best = history.find(({step}) => step === bestStep);
  const f1 = best?.validationF1;
  if (f1 === null || f1 === undefined) return html`The classifier of step ${count(bestStep)} was kept.`;
  return html`The classifier of step ${count(bestStep)} was kept: validation F1 <strong>${decimal(f1)}</strong>.`;
}

function figure(id: string, title: string, caption: string, curves: Curve[], training: TrainingSummary) {
  const drawn = curves.filter(({points}) => points.length > 0);
  if (drawn.length === 0) return undefined;
  const label = `${title} by step: ${drawn.map(({name}) => name).join(', ')}`;
  const lastStep = training.history.at(-1)?.step ?? training.bestStep;
  return html`<figure><figcaption><strong>${title}</strong> ${caption}</figcaption>${curveChart({id, label, curves: drawn, chosenStep: training.bestStep, lastStep})}</figure>`;
}

function lossCurves(history: readonly HistoryRow[]): Curve[] {
  return [
    {name: 'Train', color: 'var(--untrained)', broken: true, points: points(history, 'trainLoss')},
    {name: 'Validation', color: 'var(--tuned)', broken: false, points: points(history, 'validationLoss')},
  ];
}

function scoreCurves(history: readonly HistoryRow[]): Curve[] {
  return [
    {name: 'F1', color: 'var(--tuned)', broken: false, points: points(history, 'validationF1')},
    {name: 'Accuracy', color: 'var(--third)', broken: true, points: points(history, 'validationAccuracy')},
  ];
}

function points(history: readonly HistoryRow[], key: keyof HistoryRow): [number, number][] {
  const measured = history.flatMap((row): [number, number][] => {
    const value = row[key];
    return value === null || !Number.isFinite(value) ? [] : [[row.step, value]];
  });
  return thinned(measured, MOST_POINTS);
}

function orDash(value: number | null): string {
  return value === null ? '\u2013' : decimal(value);
}
