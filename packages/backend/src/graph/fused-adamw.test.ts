import {afterEach, expect, test} from 'vitest';
import {hasFusedAdamW, tf} from '../tensorflow.js';
import {type AdamWOptions, compileTraining, type TrainingSession} from './index.js';
import {lossFeeds, tinyBatch, tinyLoss, tinyWeights} from './tiny-classifier.js';

/** Decays some variables and not others, and clips most gradients. */
const optimizer = {
  maxGradientNorm: 0.5,
  weightDecay: (name: string) => (name.endsWith('bias') ? 0 : 0.01),
};
const sessions: TrainingSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
  tf.disposeVariables();
});

/** Where the set-up builds the addon it must be there; the npm package's own installer, for other systems, has none. */
const testFused = test.runIf(hasFusedAdamW || (process.platform === 'linux' && process.arch === 'x64'));

testFused.each([
  ['as they are', {}],
  ['without decay and clipping', {maxGradientNorm: undefined, weightDecay: () => 0}],
])('one operation updates to the same bits as TensorFlow’s several, %s', (_, options) => {
  const [fused, separate] = bothWays((way) =>
    compileTraining({
      trainable: tinyWeights(),
      loss: {feeds: lossFeeds, compute: tinyLoss},
      optimizer: {...optimizer, ...options, ...way},
    }),
  );
  for (let step = 0; step < 20; step++) {
    const batches = [{feeds: tinyBatch(1 + (step % 4), 2 + (step % 7), step), weight: 1}];
    expect(fused.step(batches, 1e-3)).toEqual(separate.step(batches, 1e-3));
  }
  expect(fused.state()).toEqual(separate.state());
});

testFused('a variable that several threads share is updated whole, to its last element', () => {
  const shape = [1049, 1009];
  const [fused, separate] = bothWays((way) =>
    compileTraining({
      trainable: {weight: tf.randomNormal(shape, 0, 1, 'float32', 1)},
      loss: {
        feeds: {factors: {dtype: 'float32', shape}},
        compute: ({factors}, {weight}) => weight!.mul(factors!).sum(),
      },
      optimizer: {...optimizer, ...way},
    }),
  );
  for (let step = 1; step <= 3; step++) {
    const batches = [{feeds: {factors: tf.randomNormal(shape, 0, 1, 'float32', 1 + step)}, weight: 1}];
    expect(fused.step(batches, 1e-3)).toEqual(separate.step(batches, 1e-3));
  }
  const [state, expected] = [fused.state(), separate.state()];
  for (const part of ['weights', 'means', 'squaresMeans'] as const) {
    const [values, wanted] = [state[part].weight!.values, expected[part].weight!.values];
    expect(values.findIndex((value, i) => value !== wanted[i])).toBe(-1);
  }
});

function bothWays(
  compile: (way: Pick<AdamWOptions, 'fused'>) => TrainingSession,
): [fused: TrainingSession, separate: TrainingSession] {
  const made = [compile({fused: true}), compile({fused: false})] as [TrainingSession, TrainingSession];
  sessions.push(...made);
  return made;
}
