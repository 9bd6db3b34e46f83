import {ScatterChart} from 'echarts/charts';
import {GridComponent, TitleComponent} from 'echarts/components';
import {init, use} from 'echarts/core';
import {SVGRenderer} from 'echarts/renderers';

use([GridComponent, ScatterChart, SVGRenderer, TitleComponent]);

/** Below it the tutorial's recipe stands alone, so far away that the others would lie in one line. */
const lowest = 0.88;

/**
 * Weighted F1 on the test split, from 0.88, against the seconds of the whole recipe, as an SVG on white.
 * @param {readonly {name: string, f1: number, whole: number}[]} results
 */
export function recipesChart(results) {
  const shown = results.filter(({f1}) => f1 >= lowest);
  const chart = init(null, null, {renderer: 'svg', ssr: true, width: 760, height: 420});
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    grid: {left: 64, right: 90, top: 24, bottom: 56},
    xAxis: {type: 'value', name: 'seconds, whole pipeline', nameLocation: 'middle', nameGap: 32},
    yAxis: {
      type: 'value',
      name: 'weighted F1, test',
      nameLocation: 'middle',
      nameGap: 44,
      min: lowest,
      max: 0.94,
    },
    series: [
      {
        type: 'scatter',
        symbolSize: 12,
        itemStyle: {color: '#2563a8'},
        label: {show: true, position: 'right', formatter: '{b}', fontSize: 12, color: '#333333'},
        data: shown.map(({name, f1, whole}) => {
          const isBeside = shown.some(
            (other) => other.whole > whole && other.whole < whole + 60 && Math.abs(other.f1 - f1) < 0.002,
          );
          return {name, value: [whole, f1], label: {position: isBeside ? 'left' : 'right'}};
        }),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}
