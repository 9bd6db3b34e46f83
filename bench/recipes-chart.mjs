import {ScatterChart} from 'echarts/charts';
import {GridComponent, TitleComponent} from 'echarts/components';
import {init, use} from 'echarts/core';
import {SVGRenderer} from 'echarts/renderers';

use([GridComponent, ScatterChart, SVGRenderer, TitleComponent]);

/**
 * Weighted F1 on the test split against the seconds of the whole recipe, as an SVG on white.
 * @param {readonly {name: string, f1: number, whole: number}[]} results
 */
export function recipesChart(results) {
  const chart = init(null, null, {renderer: 'svg', ssr: true, width: 760, height: 420});
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    grid: {left: 64, right: 90, top: 24, bottom: 56},
    xAxis: {type: 'log', name: 'seconds, whole pipeline', nameLocation: 'middle', nameGap: 32, min: 50},
    yAxis: {type: 'value', name: 'weighted F1, test', nameLocation: 'middle', nameGap: 44, scale: true},
    series: [
      {
        type: 'scatter',
        symbolSize: 12,
        itemStyle: {color: '#2563a8'},
        label: {show: true, position: 'right', formatter: '{b}', fontSize: 12, color: '#333333'},
        data: results.map(({name, f1, whole}) => ({name, value: [whole, f1]})),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}
