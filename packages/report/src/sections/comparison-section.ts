import {counted, dataTable, type Html, html, percent, signed} from '@retune/page';
import {radarChart} from '../charts/radar-chart.js';
import type {EvaluationMetrics, OverallMetric} from '../evaluation-metrics.js';
import {metricValue, reasonFor} from '../metric-value.js';
import {pageSection} from '../page-section.js';

const RADAR_AXES: {metric: OverallMetric; name: string}[] = [
  {metric: 'accuracy', name: 'Accuracy'},
  {metric: 'precisionWeighted', name: 'Precision'},
  {metric: 'recallWeighted', name: 'Recall'},
  {metric: 'f1Weighted', name: 'F1'},
  {metric: 'aucMacro', name: 'AUC'},
];

const TABLE_ROWS: {metric: OverallMetric; name: string; doc: string}[] = [
  {metric: 'accuracy', name: 'Accuracy', doc: 'correct of all'},
  {metric: 'precisionWeighted', name: 'Precision', doc: 'weighted by support'},
  {metric: 'recallWeighted', name: 'Recall', doc: 'weighted by support'},
  {metric: 'f1Weighted', name: 'F1', doc: 'weighted by support'},
  {metric: 'aucMacro', name: 'AUC', doc: 'one label against the rest'},
  {metric: 'f1Macro', name: 'F1, macro', doc: 'plain mean of the labels'},
  {metric: 'balancedAccuracy', name: 'Balanced accuracy', doc: 'mean recall'},
  {metric: 'matthews', name: 'Matthews correlation', doc: '\u22121 to 1'},
  {metric: 'logLoss', name: 'Log loss', doc: 'less is better'},
];

/** Tuned against untrained: the radar chart and the table of all metrics. */
export function comparisonSection(evaluation: EvaluationMetrics): Html {
  const {tuned, untrained} = evaluation;
  const axes = RADAR_AXES.flatMap(({metric, name}) => {
    const [after, before] = [tuned[metric], untrained[metric]];
    return after === null || before === null ? [] : [{name, tuned: after, untrained: before}];
  });
  return pageSection({
    id: 'comparison',
    title: 'Tuned against untrained',
    finding: majorityFinding(evaluation),
    body: html`<div class="columns">
${axes.length >= 3 && html`<figure>${radarChart(axes)}<figcaption><span class="key tuned">Tuned</span><span class="key untrained">Untrained</span><br>Every axis runs from 0 in the middle to 1. Precision, recall and F1 are weighted by support.</figcaption></figure>`}
${metricsTable(evaluation)}
</div>`,
  });
}

function metricsTable({tuned, untrained, split}: EvaluationMetrics): Html {
  return dataTable({
    caption: `Metrics on the ${split} split`,
    columns: ['Metric', 'Tuned', 'Untrained', 'Change'],
    rows: TABLE_ROWS.map(({metric, name, doc}) => {
      const [after, before] = [tuned[metric], untrained[metric]];
      return [
        html`${name} <small>${doc}</small>`,
        html`<strong>${metricValue(after, reasonFor(tuned, metric))}</strong>`,
        metricValue(before, reasonFor(untrained, metric)),
        after === null || before === null ? '\u2013' : signed(after - before),
      ];
    }),
  });
}

/** What a classifier that knows nothing but the most frequent label would reach. */
function majorityFinding({tuned, rows, split, labels}: EvaluationMetrics): Html {
  const supports = tuned.perClass.map(({support}) => support);
  const most = Math.max(...supports);
  const label = labels[supports.indexOf(most)];
  return html`For comparison: to answer <bdi>\u201c${label}\u201d</bdi> every time would be right for ${percent(most / rows)} of the ${counted(rows, `${split} text`)}.`;
}
