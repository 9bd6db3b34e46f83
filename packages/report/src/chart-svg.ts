import {type Html, html, trustedHtml} from '@retune/page';
import {BarChart, CustomChart, LineChart, ParallelChart, RadarChart, ScatterChart} from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  ParallelComponent,
  RadarComponent,
} from 'echarts/components';
import {type EChartsCoreOption, init, use} from 'echarts/core';
import {SVGRenderer} from 'echarts/renderers';

use([
  BarChart,
  CustomChart,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ParallelChart,
  ParallelComponent,
  RadarChart,
  RadarComponent,
  ScatterChart,
  SVGRenderer,
]);

export interface ChartSize {
  /** In CSS pixels; the chart shrinks with its column, but does not grow beyond this. */
  width: number;
  height: number;
}

/**
 * Draws an ECharts option as an SVG whose words are one label for those who cannot see it. Colours may be
 * CSS variables of the page (`var(--tuned)`), so that one drawing serves light and dark.
 *
 * @param id unique in the page; part of the ids inside the drawing
 */
export function chartSvg(
  id: string,
  label: string,
  {width, height}: ChartSize,
  option: EChartsCoreOption,
): Html {
  const chart = init(null, null, {renderer: 'svg', ssr: true, width, height});
  chart.setOption({animation: false, ...option});
  const drawing = chart.renderToSVGString();
  chart.dispose();
  const inside = drawing.slice(drawing.indexOf('>') + 1);
  return html`<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${trustedHtml(still(inside, id))}`;
}

/**
 * ECharts numbers its ids and classes by how many charts the process has drawn; the page must not depend on
 * that. The classes, their style and the `ecmeta` attributes only serve its effects on hovering.
 */
function still(svg: string, id: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>\s*/gs, '')
    .replace(/ class="zr\d+-cls-\d+"/g, '')
    .replace(/ ecmeta_\w+="[^"]*"/g, '')
    .replace(/zr\d+-/g, `${id}-`);
}
