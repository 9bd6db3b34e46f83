import {decimal, type Html, html, signed} from '@retune/page';
import type {EvaluationMetrics, OverallMetric} from '../evaluation-metrics.js';
import {metricValue, reasonFor} from '../metric-value.js';

const CARDS: {metric: OverallMetric; name: string}[] = [
  {metric: 'accuracy', name: 'Accuracy'},
  {metric: 'f1Weighted', name: 'Weighted F1'},
  {metric: 'precisionWeighted', name: 'Weighted precision'},
  {metric: 'aucMacro', name: 'Macro AUC'},
];

/** The four numbers to remember, each against the untrained classifier's. */
export function headlineCards(evaluation: EvaluationMetrics): Html {
  return html`<ul class="cards" aria-label="Headline metrics">
${CARDS.map(({metric, name}) => card(name, metric, evaluation))}</ul>
`;
}

function card(name: string, metric: OverallMetric, {tuned, untrained}: EvaluationMetrics): Html {
  const [after, before] = [tuned[metric], untrained[metric]];
  const change = after === null || before === null ? undefined : signed(after - before);
  return html`<li>
<p class="card-name">${name}</p>
<p class="card-value">${metricValue(after, reasonFor(tuned, metric))}</p>
<p class="meter" aria-hidden="true">${after !== null && html`<span class="fill" style="width:${share(after)}"></span>`}${before !== null && html`<span class="mark" style="left:${share(before)}"></span>`}</p>
<p class="card-before"><span>untrained ${metricValue(before, reasonFor(untrained, metric))}</span>${change && html`<span class="change">${change}</span>`}</p>
</li>
`;
}

function share(value: number): string {
  return `${decimal(value * 100)}%`;
}
