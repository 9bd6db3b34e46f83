import {decimal, type Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import {CHART_AXIS_LINE, CHART_TEXT} from '../charts/chart-text.js';

export interface ParallelAxis {
  name: string;
  /** Values from bottom to top; undefined for axes of numbers. */
  categories: readonly string[] | undefined;
}

export interface ParallelLine {
  best: boolean;
  /** By axis: the place among its categories, or a number. */
  values: readonly number[];
}

/** Lines pass behind the values of the axes. */
const AXIS_TEXT = {...CHART_TEXT, textBorderColor: 'var(--page)', textBorderWidth: 3};

/** Parallel coordinates: a line a run through its params and its metrics. */
export function parallelChart(axes: readonly ParallelAxis[], lines: readonly ParallelLine[]): Html {
  const label = `Parallel coordinates of ${lines.length} runs over ${axes.map(({name}) => name).join(', ')}`;
  return chartSvg(
    'parallel',
    label,
    {width: 640, height: 320},
    {
      parallel: {left: 60, right: 60, top: 40, bottom: 24},
      parallelAxis: axes.map(({name, categories}, dim) => ({
        dim,
        name,
        nameTextStyle: {...CHART_TEXT, color: 'var(--ink)', fontWeight: 600},
        nameGap: 16,
        ...(categories === undefined
          ? {
              type: 'value',
              scale: true,
              axisLabel: {...AXIS_TEXT, formatter: (value: number) => decimal(value)},
            }
          : {type: 'category', data: categories, axisLabel: AXIS_TEXT}),
        axisLine: {lineStyle: CHART_AXIS_LINE},
        axisTick: {show: false},
        splitLine: {show: false},
      })),
      series: lines.map(({best, values}) => ({
        type: 'parallel',
        silent: true,
        smooth: false,
        lineStyle: {
          color: best ? 'var(--tuned)' : 'var(--majority)',
          width: best ? 3 : 1.75,
          opacity: best ? 1 : 0.75,
          type: best ? 'solid' : [5, 3],
        },
        data: [{value: [...values]}],
      })),
    },
  );
}
