import {count, decimal, type Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import {CHART_AXIS_LINE, CHART_GRID_LINE, CHART_TEXT} from './chart-text.js';

export interface Curve {
  name: string;
  /** CSS colour, also a variable of the page. */
  color: string;
  broken: boolean;
  /** Step and value, in order of the steps. */
  points: [step: number, value: number][];
}

export interface CurveChart {
  id: string;
  label: string;
  curves: Curve[];
  chosenStep: number;
  lastStep: number;
}

/** Curves over the steps of training, with the chosen step marked by an upright line. */
export function curveChart({id, label, curves, chosenStep, lastStep}: CurveChart): Html {
  return chartSvg(
    id,
    label,
    {width: 400, height: 270},
    {
      grid: {left: 44, right: 18, top: 26, bottom: 74},
      legend: {bottom: 0, itemWidth: 24, itemHeight: 7, itemGap: 20, textStyle: CHART_TEXT},
      xAxis: {
        type: 'value',
        max: lastStep,
        minInterval: 1,
        name: 'step',
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: CHART_TEXT,
        axisLabel: {...CHART_TEXT, hideOverlap: true, formatter: (step: number) => count(step)},
        axisLine: {lineStyle: CHART_AXIS_LINE},
        axisTick: {show: false},
        splitLine: {show: false},
      },
      yAxis: {
        type: 'value',
        scale: true,
        splitNumber: 4,
        axisLine: {show: false},
        axisTick: {show: false},
        axisLabel: {...CHART_TEXT, formatter: (value: number) => decimal(value, 2)},
        splitLine: {lineStyle: CHART_GRID_LINE},
      },
      series: curves.map((curve, place) => ({
        ...curveSeries(curve),
        markLine: place === 0 ? chosenMark(chosenStep, lastStep) : undefined,
      })),
    },
  );
}

/** Few points are marked one by one; a long curve would be hidden by its marks. */
function curveSeries({name, color, broken, points}: Curve) {
  return {
    name,
    type: 'line',
    silent: true,
    data: points,
    showSymbol: points.length <= 40,
    symbol: broken ? 'rect' : 'circle',
    symbolSize: 6,
    itemStyle: {color},
    lineStyle: {color, width: 2, type: broken ? [5, 4] : 'solid'},
  };
}

function chosenMark(step: number, lastStep: number) {
  const side = step / lastStep > 0.8 ? 'right' : step / lastStep < 0.2 ? 'left' : 'center';
  return {
    silent: true,
    symbol: 'none',
    lineStyle: {color: 'var(--ink)', width: 1.5, type: [2, 3]},
    label: {
      formatter: `chosen: step ${count(step)}`,
      color: 'var(--ink)',
      fontSize: 12,
      align: side,
      position: 'end',
      distance: 6,
    },
    data: [{xAxis: step}],
  };
}
