import type {Html} from '@retune/page';
import {chartSvg} from '../chart-svg.js';
import type {PipelineGraph} from '../pipeline-graph.js';
import {CHART_AXIS_LINE} from './chart-text.js';

const LAYER_HEIGHT = 58;
const WIDTH = 400;
const NODE = [104, 30] as const;

/** The stages from top to bottom, with an arrow from each artifact to what was made from it. */
export function pipelineChart({nodes, edges}: PipelineGraph): Html {
  const layers = Math.max(...nodes.map(({layer}) => layer)) + 1;
  const height = layers * LAYER_HEIGHT;
  const nameOf = new Map(nodes.map(({port, stage}) => [port, stage]));
  const arrows = edges.map(({from, to}) => `${nameOf.get(from)} to ${nameOf.get(to)}`);
  const placed = nodes.map(({port, stage, layer}) => ({
    id: port,
    name: stage,
    ...placeOf(
      nodes.filter((node) => node.layer === layer).findIndex((node) => node.port === port),
      {
        of: nodes.filter((node) => node.layer === layer).length,
        layer,
      },
    ),
  }));
  return chartSvg(
    'pipeline',
    `Graph of the stages: ${arrows.join(', ')}`,
    {width: WIDTH, height},
    {
      series: [
        {
          type: 'graph',
          layout: 'none',
          coordinateSystem: null,
          silent: true,
          left: NODE[0] / 2 + 4,
          right: NODE[0] / 2 + 4,
          top: NODE[1] / 2 + 4,
          bottom: NODE[1] / 2 + 4,
          preserveAspect: false,
          symbol: 'roundRect',
          symbolSize: [...NODE],
          itemStyle: {color: 'var(--panel)', borderColor: 'var(--axis)', borderWidth: 1.25},
          label: {show: true, color: 'var(--ink)', fontSize: 13, fontWeight: 500},
          edgeSymbol: ['none', 'arrow'],
          edgeSymbolSize: 7,
          lineStyle: {...CHART_AXIS_LINE, width: 1.25, opacity: 1},
          data: placed,
          links: edges.map(({from, to}) => ({source: from, target: to})),
        },
      ],
    },
  );
}

/** Nodes of a layer are spread evenly; a single one moves aside a little, so that arrows past it are seen. */
function placeOf(index: number, {of, layer}: {of: number; layer: number}): {x: number; y: number} {
  const x = of === 1 ? (layer % 2 === 0 ? 0.5 : 0.5) : index / (of - 1);
  return {x: x * WIDTH, y: layer * LAYER_HEIGHT};
}
