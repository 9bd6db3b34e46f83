import {afterEach, expect, test} from 'vitest';
import {hasFusedAdamW, tf} from '../tensorflow.js';
import {compileTraining, emitTraining, type TrainingSession} from './index.js';
import {updateOrder} from './testing/update-order.js';

const shape = [64];
const sessions: TrainingSession[] = [];

/** The gradient of each variable is the other one, and that of `alone` reads none: only the loss does. */
function program(lanes: number, fused: boolean) {
  const filled = (value: number) => tf.fill(shape, value);
  return {
    trainable: {one: filled(2), other: filled(3), alone: filled(5)},
    loss: {
      feeds: {factors: {dtype: 'float32', shape}},
      compute: ({factors}: tf.NamedTensorMap, {one, other, alone}: tf.NamedTensorMap) =>
        one!.mul(other!).add(alone!.reshape(shape).mul(factors!)).sum() as tf.Scalar,
    },
    optimizer: {fused, weightDecay: () => 0.01},
    lanes,
  } as const;
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
  tf.disposeVariables();
});

test.each([
  [1, true],
  [2, true],
  [1, false],
  [2, false],
])('in %i lanes, fused %s, an update waits for a loss that reads what no gradient reads', (lanes, fused) => {
  const {pairs, unordered} = updateOrder(emitTraining(program(lanes, fused)));
  expect(unordered).toEqual([]);
  // Of each variable in each lane: its use, and that it is read at all.
  expect(pairs).toBeGreaterThanOrEqual(2 * 3 * lanes);
});

test.each(hasFusedAdamW ? [true, false] : [false])(
  'fused %s, the loss is that of before the update',
  (fused) => {
    const session = compileTraining(program(2, fused));
    sessions.push(session);
    const feeds = {factors: tf.ones(shape)};
    for (let step = 0; step < 20; step++) {
      const {one, other, alone} = session.weights();
      const [a, b, c] = [one, other, alone].map((variable) => variable!.values[0]!) as [
        number,
        number,
        number,
      ];
      const halves = [0.5, 0.5].map((weight) => ({feeds, weight}));
      const {loss} = session.step(halves, 0.1);
      // 64 equal terms are added: every sum of two of them is rounded once.
      expect(Math.abs(loss / (64 * (a * b + c)) - 1)).toBeLessThan(64 * 2 ** -24);
    }
  },
);
