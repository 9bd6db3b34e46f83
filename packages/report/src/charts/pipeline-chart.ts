import type {Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import type {PipelineGraph} from '../pipeline-graph.js';
import {CHART_AXIS_LINE} from './chart-text.js';

const LAYER_HEIGHT = 62;
const WIDTH = 400;
const NODE = {width: 108, height: 32};
const MARGIN = {x: NODE.width / 2 + 6, y: NODE.height / 2 + 4};

/** The stages from top to bottom, with arrows from each to those that went on from it. */
export function pipelineChart({nodes, edges}: PipelineGraph): Html {
  const layers = Math.max(...nodes.map(({layer}) => layer)) + 1;
  const height = (layers - 1) * LAYER_HEIGHT + 2 * MARGIN.y;
  const nameOf = new Map(nodes.map(({port, stage}) => [port, stage]));
  const arrows = edges.map(({from, to}) => `${nameOf.get(from)} to ${nameOf.get(to)}`);
  const places = new Map(nodes.map((node) => [node.port, placeOf(node, nodes)]));
  const at = (port: string) => places.get(port) as [number, number];
  return chartSvg(
    'pipeline',
    `Graph of the stages: ${arrows.join(', ')}`,
    {width: WIDTH, height},
    {
      grid: {left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: 'none'},
      xAxis: {type: 'value', min: 0, max: WIDTH, show: false},
      yAxis: {type: 'value', min: 0, max: height, inverse: true, show: false},
      series: [
        ...edges.map(({from, to}) => arrow(at(from), at(to))),
        {
          type: 'custom',
          silent: true,
          renderItem: ({dataIndex}: {dataIndex: number}) =>
            box(nodes[dataIndex]?.stage ?? '', at(nodes[dataIndex]?.port ?? '')),
          data: nodes.map(({port}) => at(port)),
        },
      ],
    },
  );
}

/** The chart's units are pixels, so that a place is where it is drawn. */
function box(text: string, [x, y]: [number, number]) {
  const {width, height} = NODE;
  return {
    type: 'rect',
    shape: {x: x - width / 2, y: y - height / 2, width, height, r: 7},
    style: {fill: 'var(--panel)', stroke: 'var(--axis)', lineWidth: 1.25},
    textContent: {style: {text, fill: 'var(--ink)', fontSize: 13}},
    textConfig: {position: 'inside'},
  };
}

/** Nodes of a layer are spread evenly, a single one stands in the middle. */
function placeOf(node: PipelineGraph['nodes'][number], nodes: PipelineGraph['nodes']): [number, number] {
  const layer = nodes.filter((other) => other.layer === node.layer);
  const share = layer.length === 1 ? 0.5 : layer.indexOf(node) / (layer.length - 1);
  return [MARGIN.x + share * (WIDTH - 2 * MARGIN.x), MARGIN.y + node.layer * LAYER_HEIGHT];
}

/** From the lower edge of one node to the upper edge of another. */
function arrow([fromX, fromY]: [number, number], [toX, toY]: [number, number]) {
  const [start, end] = [fromY + NODE.height / 2, toY - NODE.height / 2 - 3];
  // In degrees, anticlockwise from upwards.
  const direction = (Math.atan2(fromX - toX, start - end) * 180) / Math.PI;
  return {
    type: 'line',
    silent: true,
    lineStyle: {...CHART_AXIS_LINE, width: 1.5},
    itemStyle: CHART_AXIS_LINE,
    data: [
      {value: [fromX, start], symbol: 'none'},
      {value: [toX, end], symbol: 'triangle', symbolSize: 9, symbolRotate: direction},
    ],
  };
}
