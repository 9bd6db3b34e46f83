import type {Reliability} from '@retune/artifacts';
import {count, type Html, percent} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import {CHART_AXIS_LINE, CHART_GRID_LINE, CHART_TEXT} from './chart-text.js';

export interface ReliabilityChart {
  asPredicted: Reliability;
  withTemperature: Reliability | null;
  rows: number;
}

const SHARE_AXIS = {
  type: 'value',
  min: 0,
  max: 1,
  interval: 0.25,
  axisTick: {show: false},
  splitLine: {lineStyle: CHART_GRID_LINE},
};
const inPercent = (share: number) => percent(share).replace('.0%', '%');

/** Accuracy over confidence, bin by bin, beside the diagonal of a perfect one; below it how many rows a bin has. */
export function reliabilityChart({asPredicted, withTemperature, rows}: ReliabilityChart): Html {
  const curves = [
    curve('As predicted', asPredicted, {color: 'var(--tuned)', symbol: 'circle', type: 'solid'}),
    withTemperature &&
      curve('With temperature', withTemperature, {
        color: 'var(--bag-of-words)',
        symbol: 'diamond',
        type: [5, 4],
      }),
  ];
  return chartSvg(
    'reliability',
    `Reliability diagram of ${count(rows)} rows: accuracy by confidence, as predicted${withTemperature ? ' and with temperature' : ''}`,
    {width: 400, height: 346},
    {
      grid: [
        {left: 62, right: 16, top: 12, height: 214, outerBoundsMode: 'none'},
        {left: 62, right: 16, top: 262, height: 52, outerBoundsMode: 'none'},
      ],
      xAxis: [
        {
          ...SHARE_AXIS,
          gridIndex: 0,
          axisLabel: {...CHART_TEXT, formatter: inPercent},
          axisLine: {lineStyle: CHART_AXIS_LINE},
        },
        {
          type: 'category',
          gridIndex: 1,
          data: asPredicted.bins.map(({from}) => inPercent(from)),
          name: 'confidence: probability of the predicted label',
          nameLocation: 'middle',
          nameGap: 10,
          nameTextStyle: CHART_TEXT,
          axisLabel: {show: false},
          axisLine: {lineStyle: CHART_AXIS_LINE},
          axisTick: {show: false},
          splitLine: {show: false},
        },
      ],
      yAxis: [
        {
          ...SHARE_AXIS,
          gridIndex: 0,
          name: 'accuracy',
          nameLocation: 'middle',
          nameGap: 44,
          nameTextStyle: CHART_TEXT,
          axisLabel: {...CHART_TEXT, formatter: inPercent},
          axisLine: {show: false},
        },
        {
          type: 'value',
          gridIndex: 1,
          splitNumber: 2,
          axisLine: {show: false},
          axisTick: {show: false},
          axisLabel: {...CHART_TEXT, formatter: (of: number) => count(of)},
          splitLine: {lineStyle: CHART_GRID_LINE},
        },
      ],
      series: [
        {
          name: 'Perfect',
          type: 'line',
          silent: true,
          showSymbol: false,
          data: [
            [0, 0],
            [1, 1],
          ],
          itemStyle: {color: 'var(--majority)'},
          lineStyle: {color: 'var(--majority)', width: 1.5, type: [2, 3]},
        },
        ...curves.filter((series) => series !== null),
        {
          name: 'Rows',
          type: 'bar',
          silent: true,
          xAxisIndex: 1,
          yAxisIndex: 1,
          barCategoryGap: '12%',
          itemStyle: {color: 'var(--bar)', borderRadius: [2, 2, 0, 0]},
          data: asPredicted.bins.map((bin) => bin.rows),
        },
      ],
    },
  );
}

function curve(
  name: string,
  {bins}: Reliability,
  {color, symbol, type}: {color: string; symbol: string; type: 'solid' | number[]},
) {
  return {
    name,
    type: 'line',
    silent: true,
    symbol,
    symbolSize: 7,
    itemStyle: {color},
    lineStyle: {color, width: 2, type},
    data: bins.flatMap(({meanConfidence, accuracy}) =>
      meanConfidence === null || accuracy === null ? [] : [[meanConfidence, accuracy]],
    ),
  };
}
