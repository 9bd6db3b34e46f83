import type {ClassifierDetails, EvaluationDetails, HeadlineMetric} from '@retune/artifacts';
import {decimal, type Html, html} from '@retune/page';
import {classifierWords} from '../classifier-names.js';
import {baselinesOf, judgedOf, reasonFor} from '../judged.js';
import {intervalText, metricValue} from '../metric-value.js';

const CARDS: {metric: HeadlineMetric; name: string}[] = [
  {metric: 'accuracy', name: 'Accuracy'},
  {metric: 'f1Weighted', name: 'Weighted F1'},
  {metric: 'f1Macro', name: 'Macro F1'},
  {metric: 'aucMacro', name: 'Macro AUC'},
];

/** The four numbers to remember, each with its interval and against the baselines. */
export function headlineCards(evaluation: EvaluationDetails): Html {
  return html`<ul class="cards" aria-label="Headline metrics">
${CARDS.map(({metric, name}) => card(name, metric, evaluation))}</ul>
${baselineNotes(evaluation)}`;
}

/** What the baselines are, for readers who do not know their names. */
function baselineNotes(evaluation: EvaluationDetails): Html | undefined {
  const told = baselinesOf(evaluation)
    .map(({name}) => classifierWords(name))
    .filter(({doc}) => doc !== undefined);
  if (told.length === 0) return undefined;
  return html`<p class="notes">Small numbers are 95% intervals. ${told.map(({title, doc}) => html`<strong>${title}</strong>: ${doc}. `)}</p>
`;
}

function card(name: string, metric: HeadlineMetric, evaluation: EvaluationDetails): Html {
  const judged = judgedOf(evaluation);
  const value = judged.metrics[metric];
  const interval = intervalText(judged.intervals[metric]);
  const baselines = baselinesOf(evaluation);
  return html`<li>
<p class="card-name">${name}</p>
<p class="card-value">${metricValue(value, reasonFor(judged, metric))}${interval && html` <small>${interval}</small>`}</p>
<p class="meter" aria-hidden="true">${value !== null && html`<span class="fill" style="width:${share(value)}"></span>`}${baselines.map((baseline) => mark(baseline, metric))}</p>
<ul class="card-baselines">${baselines.map((baseline) => before(baseline, metric))}</ul>
</li>
`;
}

function mark({name, metrics}: ClassifierDetails, metric: HeadlineMetric): Html | undefined {
  const value = metrics[metric];
  if (value === null) return undefined;
  return html`<span class="mark ${classifierWords(name).key}" style="left:${share(value)}"></span>`;
}

function before(baseline: ClassifierDetails, metric: HeadlineMetric): Html {
  const {title, key} = classifierWords(baseline.name);
  return html`<li><span class="key ${key}">${title}</span>${metricValue(baseline.metrics[metric], reasonFor(baseline, metric))}</li>`;
}

function share(value: number): string {
  return `${decimal(value * 100)}%`;
}
