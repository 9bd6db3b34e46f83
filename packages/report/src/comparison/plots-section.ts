import {type Html, html} from '@retune/page';
import {judgedOf} from '../judged.js';
import {METRIC_WORDS} from '../metric-names.js';
import {pageSection} from '../page-section.js';
import {MAIN_METRIC} from './compared-metrics.js';
import type {ComparedRun, ComparisonData} from './comparison-data.js';
import {type ParallelAxis, parallelChart} from './parallel-chart.js';
import {paramText, shortParam} from './param-text.js';
import {scoreChart} from './score-chart.js';

const AXES = ['accuracy', 'f1Macro', 'logLoss'] as const;

/** The runs as pictures: each param against accuracy, and with several params all together. */
export function plotsSection(data: ComparisonData): Html {
  const {params} = data;
  const varied = params.filter((param) => valuesOf(data, param).length > 1);
  const metric = METRIC_WORDS[MAIN_METRIC].name;
  return pageSection({
    id: 'plots',
    title: 'What the params did',
    finding: html`Each point is a run, by its number in the table, with the 95% interval of its ${metric.toLowerCase()}. The axes do not start at 0.`,
    body: html`<div class="columns">
${(varied.length > 0 ? varied : [undefined]).map((param, place) => paramFigure(data, param, place))}
</div>
${varied.length > 1 && parallelFigure(data, varied)}`,
  });
}

/** Distinct values of a param, equal lists as one, numbers by size and others in the order of the runs. */
function valuesOf({runs}: ComparisonData, param: string): unknown[] {
  const values = [...new Map(runs.map((run) => [keyOf(run.values[param]), run.values[param]])).values()];
  return values.every((value) => typeof value === 'number')
    ? (values as number[]).sort((a, b) => a - b)
    : values;
}

function placeOf(values: readonly unknown[], value: unknown): number {
  return values.map(keyOf).indexOf(keyOf(value));
}

function keyOf(value: unknown): string | undefined {
  return JSON.stringify(value);
}

function paramFigure(data: ComparisonData, param: string | undefined, place: number): Html {
  const values = param === undefined ? data.runs.map(({number}) => number) : valuesOf(data, param);
  const name = param === undefined ? 'run' : shortParam(param, data.params);
  const paramOf = (run: ComparedRun) => (param === undefined ? run.number : run.values[param]);
  const points = data.runs.flatMap((run) => {
    const {metrics, intervals} = judgedOf(run.evaluation);
    const score = metrics[MAIN_METRIC];
    return score === null
      ? []
      : [{run: run.number, value: placeOf(values, paramOf(run)), score, interval: intervals[MAIN_METRIC]}];
  });
  const metric = METRIC_WORDS[MAIN_METRIC].name;
  return html`<figure>${scoreChart({
    id: `score-${place}`,
    label: `${metric} by ${name}, one point a run`,
    param: name,
    metric: metric.toLowerCase(),
    values: values.map(paramText),
    points,
  })}</figure>`;
}

function parallelFigure(data: ComparisonData, varied: readonly string[]): Html {
  const categories = varied.map((param) => valuesOf(data, param));
  const axes: ParallelAxis[] = [
    ...varied.map((param, place) => ({
      name: shortParam(param, data.params),
      categories: (categories[place] ?? []).map(paramText),
    })),
    ...AXES.map((metric) => ({name: METRIC_WORDS[metric].name, categories: undefined})),
  ];
  const best = Math.max(...data.runs.map(({evaluation}) => judgedOf(evaluation).metrics[MAIN_METRIC] ?? 0));
  const lines = data.runs.map((run) => {
    const {metrics} = judgedOf(run.evaluation);
    return {
      best: metrics[MAIN_METRIC] === best,
      values: [
        ...varied.map((param, place) => placeOf(categories[place] ?? [], run.values[param])),
        ...AXES.map((metric) => metrics[metric] ?? 0),
      ],
    };
  });
  return html`<figure class="wide"><figcaption><strong>All params and metrics together</strong> a line a run, the most accurate drawn thick</figcaption><div class="scroll" role="region" aria-label="Parallel coordinates" tabindex="0">${parallelChart(axes, lines)}</div></figure>`;
}
