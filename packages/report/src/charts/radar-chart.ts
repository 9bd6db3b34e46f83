import {decimal, type Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import {CHART_GRID_LINE, CHART_TEXT} from './chart-text.js';

export interface RadarChart {
  axes: readonly string[];
  /** The first is drawn on top of the others and filled; its values are written at the axes. */
  classifiers: readonly RadarClassifier[];
}

export interface RadarClassifier {
  name: string;
  /** Class of its key, and the name of its colour. */
  key: string;
  /** By axis, 0 to 1. */
  values: readonly number[];
}

/** By place: lines that can be told apart without their colour. */
const DASHES = ['solid', [6, 4], [2, 3], [8, 3, 2, 3]] as const;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];

/** Classifiers over each other, every axis from 0 in the middle to 1. */
export function radarChart({axes, classifiers}: RadarChart): Html {
  const [first] = classifiers;
  const label = `Radar chart of ${axes.join(', ')}: ${classifiers.map(({name}) => name).join(', ')}`;
  const named = axes.map((name, i) => `{name|${name}}\n{value|${decimal(first?.values[i] ?? 0)}}`);
  return chartSvg(
    'radar',
    label,
    {width: 400, height: 320},
    {
      radar: {
        center: ['50%', '52%'],
        radius: '72%',
        splitNumber: 4,
        indicator: named.map((name, i) => ({
          name,
          min: 0,
          max: 1,
          axisLabel: {...CHART_TEXT, fontSize: 11, show: i === 0, showMinLabel: false},
        })),
        axisName: {
          rich: {
            name: {color: 'var(--muted)', fontSize: 12, align: 'center'},
            value: {color: 'var(--ink)', fontSize: 13, fontWeight: 600, align: 'center', lineHeight: 17},
          },
        },
        axisNameGap: 9,
        axisLine: {lineStyle: CHART_GRID_LINE},
        splitLine: {lineStyle: CHART_GRID_LINE},
        splitArea: {show: false},
        axisTick: {show: false},
      },
      series: [
        {
          type: 'radar',
          silent: true,
          data: classifiers.map((classifier, place) => polygon(classifier, place)).reverse(),
        },
      ],
    },
  );
}

function polygon({name, key, values}: RadarClassifier, place: number) {
  const color = `var(--${key})`;
  return {
    name,
    value: values,
    symbol: SYMBOLS[place % SYMBOLS.length],
    symbolSize: place === 0 ? 7 : 6,
    itemStyle: {color},
    lineStyle: {color, width: place === 0 ? 2.5 : 1.75, type: DASHES[place % DASHES.length]},
    areaStyle: place === 0 ? {color, opacity: 0.14} : undefined,
  };
}
