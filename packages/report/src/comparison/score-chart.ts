import type {Interval} from '@retune/artifacts';
import {decimal, type Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import {CHART_AXIS_LINE, CHART_GRID_LINE, CHART_TEXT} from '../charts/chart-text.js';

export interface ScoreChart {
  id: string;
  label: string;
  param: string;
  metric: string;
  /** Values of the param from left to right. */
  values: readonly string[];
  points: readonly ScorePoint[];
}

export interface ScorePoint {
  run: number;
  /** Place among the values. */
  value: number;
  score: number;
  interval: Interval | null;
}

/** A param against a metric: a point a run with its interval and its number. */
export function scoreChart({id, label, param, metric, values, points}: ScoreChart): Html {
  const placed = spread(points);
  const ends = points.flatMap(({score, interval}) => [interval?.low ?? score, interval?.high ?? score]);
  const [low, high] = [Math.floor(Math.min(...ends) * 20) / 20, Math.ceil(Math.max(...ends) * 20) / 20];
  return chartSvg(
    id,
    label,
    {width: 400, height: 290},
    {
      grid: {left: 50, right: 14, top: 14, bottom: 48},
      xAxis: {
        type: 'value',
        min: -0.5,
        max: values.length - 0.5,
        interval: 1,
        name: param,
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: CHART_TEXT,
        axisLabel: {show: false},
        axisLine: {onZero: false, lineStyle: CHART_AXIS_LINE},
        axisTick: {show: false},
        splitLine: {show: false},
      },
      yAxis: {
        type: 'value',
        min: low,
        max: high > low ? high : low + 0.05,
        splitNumber: 5,
        axisLine: {show: false},
        axisTick: {show: false},
        name: metric,
        nameLocation: 'middle',
        nameGap: 38,
        nameTextStyle: CHART_TEXT,
        axisLabel: {...CHART_TEXT, formatter: (value: number) => decimal(value, 2)},
        splitLine: {lineStyle: CHART_GRID_LINE},
      },
      series: [
        ...placed.map(({x, interval}) => ({
          type: 'line',
          silent: true,
          symbol: 'none',
          lineStyle: {color: 'var(--tuned)', width: 2, opacity: 0.55},
          data: interval
            ? [
                [x, interval.low],
                [x, interval.high],
              ]
            : [],
        })),
        {
          type: 'scatter',
          silent: true,
          symbolSize: 19,
          itemStyle: {color: 'var(--tuned)', opacity: 1},
          label: {
            show: true,
            color: 'var(--page)',
            fontSize: 11,
            fontWeight: 600,
            formatter: ({dataIndex}: {dataIndex: number}) => String(points[dataIndex]?.run),
          },
          data: placed.map(({x, score}) => [x, score]),
        },
        {
          type: 'scatter',
          silent: true,
          symbolSize: 0,
          label: {
            show: true,
            position: 'bottom',
            distance: 8,
            ...CHART_TEXT,
            formatter: ({dataIndex}: {dataIndex: number}) => values[dataIndex] ?? '',
          },
          data: values.map((_, place) => [place, low]),
        },
      ],
    },
  );
}

/** Points of one value stand side by side, in the order of the runs. */
function spread(points: readonly ScorePoint[]): (ScorePoint & {x: number})[] {
  return points.map((point, place) => {
    const same = points.filter(({value}) => value === point.value);
    const index = points.slice(0, place).filter(({value}) => value === point.value).length;
    const step = Math.min(0.2, 0.7 / same.length);
    return {...point, x: point.value + (index - (same.length - 1) / 2) * step};
  });
}
