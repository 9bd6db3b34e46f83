import type {HeadlineMetric, Interval} from '@retune/artifacts';
import {count, dataTable, decimal, type Html, html, pValueText, type TableCell} from '@retune/page';
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
  const {bootstrapSamples} = data;
  return pageSection({
    id: 'runs',
    title: 'Params against metrics',
    finding: html`The best value of each metric is bold. \u201cBetter\u201d and \u201cworse\u201d are said of accuracy where McNemar\u2019s exact test gives p &lt; 0.05. Choose a heading to sort.`,
    body: html`${runsTable(data)}
<p class="notes">Small: 95% intervals, of single metrics by bootstrap, of differences by a paired bootstrap of ${count(bootstrapSamples)} samples. Several runs are compared with one: among twenty, one is likely to seem different by chance alone at p &lt; 0.05.</p>`,
  });
}

/** A column of the table of runs. */
interface RunColumn {
  name: string;
  heading?: Html;
  sort: 'number' | 'text';
  cell: (run: ComparedRun) => TableCell;
}

function runsTable({params, runs}: ComparisonData): Html {
  const best = bestValues(runs);
  const metric = (of: HeadlineMetric) => metricColumn(of, best.get(of));
  const columns: RunColumn[] = [
    {name: 'Run', sort: 'number', cell: ({number}) => number},
    ...params.map((param) => paramColumn(param, {params, runs})),
    ...(params.length === 0
      ? [{name: 'Stage', sort: 'text', cell: ({from}) => from} satisfies RunColumn]
      : []),
    metric(MAIN_METRIC),
    {name: 'Against run 1', sort: 'number', cell: differenceCell},
    {name: 'Verdict', sort: 'text', cell: verdictCell},
    ...OTHER_METRICS.map(metric),
  ];
  return dataTable({
    caption: 'Runs with their params, metrics and paired tests',
    columns: columns.map(({name, heading}) => heading ?? name),
    rows: runs.map((run) => columns.map(({cell}) => cell(run))),
    look: 'runs',
    stacks: columns.map(({name}) => name),
    sorting: {by: columns.map(({sort}) => sort), risingBy: 0},
  });
}

function paramColumn(param: string, {params, runs}: Pick<ComparisonData, 'params' | 'runs'>): RunColumn {
  const name = shortParam(param, params);
  return {
    name,
    heading: html`<span title="${param}">${name}</span>`,
    sort: runs.every(({values}) => typeof values[param] === 'number') ? 'number' : 'text',
    cell: ({values}) => paramText(values[param]),
  };
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

/** The difference to the first run with its interval. */
function differenceCell({againstFirst}: ComparedRun): TableCell {
  if (againstFirst === undefined) return {sortBy: '', shown: html`<small>the first</small>`};
  const {difference: value} = againstFirst.differences[MAIN_METRIC];
  return {sortBy: value ?? '', shown: difference(againstFirst, MAIN_METRIC)};
}

function verdictCell({againstFirst}: ComparedRun): TableCell {
  if (againstFirst === undefined) return {sortBy: '', shown: '\u2013'};
  const {verdict, mcnemar} = againstFirst;
  return {
    sortBy: verdict,
    shown: html`${verdictChip(verdict)} <small>${pValueText(mcnemar.pValue)}</small>`,
  };
}

function metricColumn(metric: HeadlineMetric, best: number | undefined): RunColumn {
  return {
    name: METRIC_WORDS[metric].name,
    sort: 'number',
    cell: ({evaluation}) => {
      const judged = judgedOf(evaluation);
      const value = judged.metrics[metric];
      const shown = metricValue(value, reasonFor(judged, metric));
      const isBest = value !== null && best !== undefined && decimal(value) === decimal(best);
      const interval: Interval | null = judged.intervals[metric];
      return {
        sortBy: value ?? '',
        shown: html`${isBest ? html`<strong>${shown}</strong>` : shown}${interval && html` <small>${intervalText(interval)}</small>`}`,
      };
    },
  };
}
