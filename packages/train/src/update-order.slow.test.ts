import {tf} from '@retune/backend';
import {emitTraining} from '@retune/backend/graph';
import {updateOrder} from '@retune/backend/graph/testing';
import {GOLDEN_MODELS} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {graphProgram} from './graph-program.js';
import {tinyProgram} from './testing/tiny-program.js';

type Options = Parameters<typeof tinyProgram>[2];

const lora = {loraRank: 2, freezePooler: false};
const programs: [string, number | 'none', Options][] = [
  ['the plain loss in all layers', 'none', {dropout: 0.1}],
  ['label smoothing', 2, {params: {labelSmoothing: 0.1}}],
  ['class weights', 2, {classWeights: [1, 2, 0.5, 4, 1, 3]}],
  ['the focal loss, unclipped', 1, {params: {focalGamma: 1.5, maxGradientNorm: 0}}],
  ['adapters', 1, {params: lora, dropout: 0.1}],
];

/** One for each program of a model, in turns, so that every way meets every program. */
const ways = [
  {fused: true, lanes: 1},
  {fused: true, lanes: 2},
  {fused: false, lanes: 2},
];

const cases = GOLDEN_MODELS.flatMap((model, m) =>
  programs.map(([title, ...program], p) => ({model, title, program, way: ways[(m + p) % ways.length]!})),
);

test.each(cases)(
  '$model, $title, $way: no update can overtake what reads the variable it changes',
  async ({model, program: [frozenLayers, options], way: {fused, lanes}}) => {
    const program = graphProgram(await tinyProgram(model, frozenLayers, options));
    const emitted = emitTraining({...program, lanes, optimizer: {...program.optimizer, fused}});
    tf.dispose([program.trainable, program.frozen ?? {}]);
    const {pairs, unordered} = updateOrder(emitted);
    expect(unordered).toEqual([]);
    expect(pairs).toBeGreaterThan(Object.keys(program.trainable).length);
  },
);
