import {count, counted, type Html, type HtmlValue, html} from '@retune/page';
import {architectureName} from '../architecture-name.js';
import type {ReportData, TrainingSummary} from '../report-data.js';
import {verdict} from './verdict.js';

type Shown = Pick<ReportData, 'title' | 'labels' | 'dataset' | 'training' | 'evaluation'>;

/** What was trained on what, and the verdict. */
export function pageHeader(data: Shown): Html {
  return html`<header>
<p class="eyebrow">Retune report</p>
<h1><bdi>${data.title}</bdi></h1>
<p class="verdict">${verdict(data.evaluation)}</p>
<p class="trained">${trained(data)}</p>
<dl class="facts">
${facts(data).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
</header>
`;
}

function trained({dataset, labels, training}: Shown): Html {
  const [first] = dataset.splits;
  if (training === undefined)
    return html`A ready classifier, judged as it came; ${counted(labels.length, 'label')}.`;
  return html`${architectureName(training.architecture)}, ${frozen(training)}, trained on ${counted(first?.rows ?? 0, `${first?.split ?? ''} text`)} with ${counted(labels.length, 'label')}.`;
}

function frozen({frozenLayers}: TrainingSummary): string {
  if (frozenLayers === 'none') return 'nothing frozen';
  if (frozenLayers === 0) return 'embeddings frozen';
  return `embeddings and the first ${counted(frozenLayers, 'layer')} frozen`;
}

function facts({dataset, labels, training}: Shown): [string, HtmlValue][] {
  return [
    ...dataset.splits.map(({split, rows}): [string, HtmlValue] => [`${split} texts`, count(rows)]),
    ['labels', count(labels.length)],
    ...(training ? [['chosen step', chosenStep(training)] as [string, HtmlValue]] : []),
  ];
}

function chosenStep({bestStep, history}: TrainingSummary): string {
  const last = history.at(-1)?.step;
  return last === undefined ? count(bestStep) : `${count(bestStep)} of ${count(last)}`;
}
