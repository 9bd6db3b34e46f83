import {count, counted, type Html, type HtmlValue, html, percent} from '@retune/page';
import {architectureName} from '../architecture-name.js';
import {metricValue} from '../metric-value.js';
import type {ReportData} from '../report-data.js';

/** What was trained on what, and the verdict. */
export function pageHeader(
  data: Pick<ReportData, 'title' | 'labels' | 'dataset' | 'training' | 'evaluation'>,
): Html {
  return html`<header>
<p class="eyebrow">Retune report</p>
<h1><bdi>${data.title}</bdi></h1>
<p class="verdict">${verdict(data.evaluation)}</p>
<dl class="facts">
${facts(data).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
</header>
`;
}

function verdict({split, rows, tuned, untrained}: ReportData['evaluation']): Html {
  if (tuned.accuracy === null) return html`There was no text of the ${split} split to judge it on.`;
  const warning =
    tuned.accuracy > (untrained.accuracy ?? 0) ? '' : ' Training did not make it more accurate.';
  return html`The tuned classifier labels <strong>${percent(tuned.accuracy)}</strong> of ${counted(rows, `${split} text`)} correctly, with a weighted F1 of <strong>${metricValue(tuned.f1Weighted)}</strong>. Untrained it was ${untrained.accuracy === null ? '\u2013' : percent(untrained.accuracy)} and ${metricValue(untrained.f1Weighted)}.${warning}`;
}

function facts({
  dataset,
  labels,
  training,
}: Pick<ReportData, 'dataset' | 'labels' | 'training'>): [string, HtmlValue][] {
  return [
    ...dataset.splits.map(({split, rows}): [string, HtmlValue] => [`${split} texts`, count(rows)]),
    ['labels', count(labels.length)],
    ['architecture', architectureName(training.architecture)],
    ['frozen layers', training.frozenLayers === 0 ? 'embeddings only' : training.frozenLayers],
    ['chosen step', chosenStep(training)],
  ];
}

function chosenStep({bestStep, history}: ReportData['training']): string {
  const last = history.at(-1)?.step;
  return last === undefined ? count(bestStep) : `${count(bestStep)} of ${count(last)}`;
}
