import type {HeadlineMetric, Interval} from '@retune/artifacts';
import {count, decimal, type Html, html, pValueText} from '@retune/page';
import {judgedOf, reasonFor} from '../judged.js';
import {METRIC_WORDS} from '../metric-names.js';
import {intervalText, metricValue} from '../metric-value.js';
import {pageSection} from '../page-section.js';
import {difference, verdictChip} from '../sections/paired-tests.js';
import {MAIN_METRIC, OTHER_METRICS} from './compared-metrics.js';
import type {ComparedRun, ComparisonData} from './comparison-data.js';
import {paramText, shortParam} from './param-text.js';

/** Params against metrics, one row a run, with the paired test of each against the first. */
export function runsSection(data: ComparisonData): Html {
  const {params, runs, bootstrapSamples} = data;
  const best = bestValues(runs);
  return pageSection({
    id: 'runs',
    title: 'Params against metrics',
    finding: html`The best value of each metric is bold. \u201cBetter\u201d and \u201cworse\u201d are said of accuracy where McNemar\u2019s exact test gives p &lt; 0.05. Choose a heading to sort.`,
    body: html`<div class="scroll" role="region" aria-label="Runs" tabindex="0">
<table class="runs" data-sortable="runs">
<caption class="unseen">Runs with their params, metrics and paired tests</caption>
<thead><tr><th scope="col" data-sort="number">Run</th>${params.map((param) => html`<th scope="col" data-sort="${sortOf(runs, param)}" title="${param}">${shortParam(param, params)}</th>`)}${params.length === 0 && html`<th scope="col" data-sort="text">Stage</th>`}${metricHeading(MAIN_METRIC)}<th scope="col" data-sort="number">Against run 1</th><th scope="col" data-sort="text">Verdict</th>${OTHER_METRICS.map(metricHeading)}</tr></thead>
<tbody>
${runs.map((run) => runRow(run, params, best))}</tbody>
</table>
</div>
<p class="notes">Small: 95% intervals, of single metrics by bootstrap, of differences by a paired bootstrap of ${count(bootstrapSamples)} samples. Several runs are compared with one: among twenty, one is likely to seem different by chance alone at p &lt; 0.05.</p>`,
  });
}

function sortOf(runs: readonly ComparedRun[], param: string): 'number' | 'text' {
  return runs.every(({values}) => typeof values[param] === 'number') ? 'number' : 'text';
}

/** Of metrics in which the runs differ. */
function bestValues(runs: readonly ComparedRun[]): Map<string, number> {
  return new Map(
    [MAIN_METRIC, ...OTHER_METRICS].flatMap((metric): [string, number][] => {
      const values = runs.flatMap(({evaluation}) => judgedOf(evaluation).metrics[metric] ?? []);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      return least === most ? [] : [[metric, METRIC_WORDS[metric].moreIsBetter ? most : least]];
    }),
  );
}

function metricHeading(metric: HeadlineMetric): Html {
  return html`<th scope="col" data-sort="number">${METRIC_WORDS[metric].name}</th>`;
}

function runRow(run: ComparedRun, params: readonly string[], best: ReadonlyMap<string, number>): Html {
  const {number, from, values} = run;
  const metric = (name: HeadlineMetric) => metricCell(run, name, best.get(name));
  return html`<tr><th scope="row">${number}</th>${params.map((param) => html`<td>${paramText(values[param])}</td>`)}${params.length === 0 && html`<td>${from}</td>`}${metric(MAIN_METRIC)}${evidence(run)}${OTHER_METRICS.map(metric)}</tr>
`;
}

/** The difference to the first run with its interval, and the verdict with its p-value. */
function evidence({againstFirst}: ComparedRun): Html {
  if (againstFirst === undefined)
    return html`<td data-value=""><small>the first</small></td><td data-value="">\u2013</td>`;
  const {differences, mcnemar, verdict} = againstFirst;
  return html`<td data-value="${differences[MAIN_METRIC].difference}">${difference(againstFirst, MAIN_METRIC)}</td><td data-value="${verdict}">${verdictChip(verdict)}<small>${pValueText(mcnemar.pValue)}</small></td>`;
}

function metricCell({evaluation}: ComparedRun, metric: HeadlineMetric, best: number | undefined): Html {
  const judged = judgedOf(evaluation);
  const value = judged.metrics[metric];
  const shown = metricValue(value, reasonFor(judged, metric));
  const interval: Interval | null = judged.intervals[metric];
  return html`<td data-value="${value ?? ''}">${value !== null && decimal(value) === decimal(best ?? Number.NaN) ? html`<strong>${shown}</strong>` : html`<span>${shown}</span>`}${interval && html`<small>${intervalText(interval)}</small>`}</td>`;
}
