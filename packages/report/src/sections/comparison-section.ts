import {
  type ClassifierDetails,
  type EvaluationDetails,
  HEADLINE_METRICS,
  METRIC_NAMES,
  type MetricName,
} from '@retune/artifacts';
import {dataTable, type Html, html, tableBehind} from '@retune/page';
import {radarChart} from '../charts/radar-chart.js';
import {classifierWords} from '../classifier-names.js';
import {judgedOf, reasonFor} from '../judged.js';
import {METRIC_WORDS} from '../metric-names.js';
import {intervalText, metricValue} from '../metric-value.js';
import {pageSection} from '../page-section.js';
import {pairedTests} from './paired-tests.js';

const RADAR_METRICS: MetricName[] = [
  'accuracy',
  'precisionWeighted',
  'recallWeighted',
  'f1Weighted',
  'f1Macro',
  'aucMacro',
];

/** The judged classifier against the baselines: the radar chart, the table of metrics and the paired tests. */
export function comparisonSection(evaluation: EvaluationDetails): Html {
  const {classifiers, split} = evaluation;
  const judged = judgedOf(evaluation);
  const headline: readonly MetricName[] = HEADLINE_METRICS;
  const others = METRIC_NAMES.filter((name) => !headline.includes(name));
  return pageSection({
    id: 'comparison',
    title: 'Against the baselines',
    finding: html`${evaluation.judged === 'tuned' ? 'What training bought' : 'What the checkpoint knows'} on the ${split} split, beside classifiers that cost next to nothing.`,
    body: html`<div class="columns">
${radarFigure(evaluation)}
<div>
${metricsTable(`Metrics on the ${split} split`, headline, classifiers)}
<p class="notes">Small: the 95% bootstrap interval of the ${classifierWords(judged.name).title.toLowerCase()} classifier.${split === 'train' && ' Whatever learned from the train split, baselines included, is judged on rows that it knows.'}</p>
</div>
</div>
${tableBehind(metricsData('All other metrics', others, classifiers))}
${pairedTests(evaluation)}`,
  });
}

function radarFigure({classifiers}: EvaluationDetails): Html | undefined {
  const metrics = RADAR_METRICS.filter((name) => classifiers.every((of) => of.metrics[name] !== null));
  if (metrics.length < 3) return undefined;
  const drawn = classifiers.map(({name, metrics: values}) => ({
    name: classifierWords(name).title,
    key: classifierWords(name).key,
    values: metrics.map((metric) => values[metric] ?? 0),
  }));
  return html`<figure>${radarChart({axes: metrics.map((name) => METRIC_WORDS[name].name), classifiers: drawn})}<figcaption>${drawn.map(({name, key}) => html`<span class="key ${key}">${name}</span>`)}<br>Every axis runs from 0 in the middle to 1. Precision, recall and F1 are weighted by support.</figcaption></figure>`;
}

function metricsTable(
  caption: string,
  metrics: readonly MetricName[],
  classifiers: readonly ClassifierDetails[],
): Html {
  return dataTable(metricsData(caption, metrics, classifiers));
}

function metricsData(
  caption: string,
  metrics: readonly MetricName[],
  classifiers: readonly ClassifierDetails[],
) {
  return {
    caption,
    columns: ['Metric', ...classifiers.map(({name}) => classifierWords(name).title)],
    rows: metrics.map((metric) => [
      html`${METRIC_WORDS[metric].name} <small>${METRIC_WORDS[metric].doc}</small>`,
      ...classifiers.map((classifier, place) => metricCell(classifier, metric, place === 0)),
    ]),
    look: 'metrics',
  };
}

function metricCell(classifier: ClassifierDetails, metric: MetricName, judged: boolean): Html {
  const value = metricValue(classifier.metrics[metric], reasonFor(classifier, metric));
  if (!judged) return value;
  const intervals: Partial<Record<MetricName, (typeof classifier.intervals)['accuracy']>> =
    classifier.intervals;
  const interval = intervalText(intervals[metric]);
  return html`<strong>${value}</strong>${interval && html`<small>${interval}</small>`}`;
}
