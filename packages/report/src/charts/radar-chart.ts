import type {Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import {CHART_GRID_LINE, CHART_TEXT} from './chart-text.js';

export interface RadarAxis {
  name: string;
  /** 0 to 1. */
  tuned: number;
  untrained: number;
}

/** Tuned (filled, whole line) over untrained (broken line), every axis from 0 in the middle to 1. */
export function radarChart(axes: readonly RadarAxis[]): Html {
  const label = `Radar chart of ${axes.map(({name}) => name).join(', ')}, tuned against untrained`;
  return chartSvg(
    'radar',
    label,
    {width: 400, height: 330},
    {
      radar: {
        center: ['50%', '54%'],
        radius: '76%',
        splitNumber: 4,
        indicator: axes.map(({name}) => ({name, min: 0, max: 1})),
        axisName: {...CHART_TEXT, color: 'var(--ink)', fontSize: 12.5},
        axisLine: {lineStyle: CHART_GRID_LINE},
        splitLine: {lineStyle: CHART_GRID_LINE},
        splitArea: {show: false},
        axisLabel: {show: false},
        axisTick: {show: false},
      },
      series: [
        {
          type: 'radar',
          silent: true,
          data: [
            {
              name: 'Untrained',
              value: axes.map(({untrained}) => untrained),
              symbol: 'rect',
              symbolSize: 6,
              itemStyle: {color: 'var(--untrained)'},
              lineStyle: {color: 'var(--untrained)', width: 2, type: [5, 4]},
              areaStyle: {color: 'var(--untrained)', opacity: 0.12},
            },
            {
              name: 'Tuned',
              value: axes.map(({tuned}) => tuned),
              symbol: 'circle',
              symbolSize: 7,
              itemStyle: {color: 'var(--tuned)'},
              lineStyle: {color: 'var(--tuned)', width: 2.5},
              areaStyle: {color: 'var(--tuned)', opacity: 0.16},
            },
          ],
        },
      ],
    },
  );
}
