import {count, type Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import type {LengthSummary} from '../report-data.js';
import {CHART_AXIS_LINE, CHART_GRID_LINE, CHART_TEXT} from './chart-text.js';

/** Histogram of the texts' lengths in tokens. */
export function lengthChart({bins, rows, maxLength}: LengthSummary): Html {
  const limit = bins.findIndex(({to}) => maxLength === undefined || to >= maxLength);
  return chartSvg(
    'lengths',
    `Histogram of the lengths of ${count(rows)} texts in tokens`,
    {width: 400, height: 240},
    {
      grid: {left: 48, right: 12, top: 26, bottom: 48},
      xAxis: {
        type: 'category',
        // the empty place at the end stands for all lengths up to a limit beyond the longest text
        data: limit < 0 ? [...bins.map(binName), ''] : bins.map(binName),
        name: 'tokens in a text',
        nameLocation: 'middle',
        nameGap: 30,
        nameTextStyle: CHART_TEXT,
        axisLabel: {...CHART_TEXT, hideOverlap: true},
        axisLine: {lineStyle: CHART_AXIS_LINE},
        axisTick: {show: false},
      },
      yAxis: {
        type: 'value',
        splitNumber: 4,
        axisLabel: {...CHART_TEXT, formatter: (texts: number) => count(texts)},
        splitLine: {lineStyle: CHART_GRID_LINE},
      },
      series: [
        {
          type: 'bar',
          silent: true,
          barCategoryGap: '12%',
          itemStyle: {color: 'var(--bar)', borderRadius: [2, 2, 0, 0]},
          data: bins.map((bin) => bin.rows),
          markLine: maxLength && limitMark(maxLength, limit < 0 ? bins.length : limit, limit < 0),
        },
      ],
    },
  );
}

function limitMark(maxLength: number, place: number, beyond: boolean) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: {color: 'var(--ink)', width: 1.5, type: [2, 3]},
    label: {
      formatter: `cut at ${count(maxLength)}${beyond ? ' \u2192' : ''}`,
      color: 'var(--ink)',
      fontSize: 12,
      align: 'right',
      position: 'end',
      distance: 6,
    },
    data: [{xAxis: place}],
  };
}

/** `7` for a bin of one length, `7–9` otherwise. */
export function binName({from, to}: {from: number; to: number}): string {
  return from === to ? String(from) : `${from}\u2013${to}`;
}
