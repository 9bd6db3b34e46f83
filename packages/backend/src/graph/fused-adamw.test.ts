import {afterEach, expect, test} from 'vitest';
import {hasFusedAdamW, tf} from '../tensorflow.js';
import {adamWDefaults, correctedRates} from './adamw-rates.js';
import {compileTraining, type TrainingSession, type TrainingState} from './index.js';

const learningRate = 1e-3;
/** Of a float32: each operation is off by at most this share of its result. */
const ROUNDING = 2 ** -24;
const sessions: TrainingSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
  tf.disposeVariables();
});

/** Where the set-up builds the addon it must be there; the npm package's own installer, for other systems, has none. */
const ways =
  hasFusedAdamW || (process.platform === 'linux' && process.arch === 'x64') ? [true, false] : [false];

test.each(
  ways.flatMap((fused) => [
    {fused, maxGradientNorm: 0.5, decay: 0.01, shape: [7, 11]},
    {fused, maxGradientNorm: undefined, decay: 0, shape: [7, 11]},
    // As many elements as several threads share.
    ...(fused ? [{fused, maxGradientNorm: 0.5, decay: 0.01, shape: [1049, 1009]}] : []),
  ]),
)('%o: each element is updated as AdamW says, to rounding', ({decay, shape, ...options}) => {
  const session = compileTraining({
    trainable: {weight: tf.randomNormal(shape, 0, 1, 'float32', 1)},
    loss: {
      feeds: {factors: {dtype: 'float32', shape}},
      compute: ({factors}, {weight}) => weight!.mul(factors!).sum(),
    },
    optimizer: {...options, weightDecay: () => decay},
  });
  sessions.push(session);
  for (let step = 1; step <= 2; step++) {
    const factors = tf.randomNormal(shape, 0, 1, 'float32', 1 + step);
    const before = session.state();
    // The gradient is the factors themselves.
    const {gradientNorm} = session.step([{feeds: {factors}, weight: 1}], learningRate);
    const {maxGradientNorm} = options;
    const clip = maxGradientNorm === undefined ? 1 : Math.min(1, maxGradientNorm / (gradientNorm + 1e-6));
    expect(
      furthest(before, session.state(), {gradient: factors.dataSync<'float32'>(), clip, decay}),
    ).toBeLessThan(1);
  }
});

/** The largest distance of an element from AdamW in float64, in units of what rounding allows. */
function furthest(
  {steps, ...before}: TrainingState,
  after: TrainingState,
  {gradient, clip, decay}: {gradient: Float32Array; clip: number; decay: number},
): number {
  const {w, m, v} = partsOf(before);
  const found = partsOf(after);
  const rates = correctedRates(steps + 1, learningRate, adamWDefaults);
  const [rate, epsilon] = [Math.fround(rates.learningRate), Math.fround(rates.epsilon)];
  const kept = Math.fround(1 - learningRate * decay);
  const [meanShare, squaresShare] = [1 - Math.fround(0.9), 1 - Math.fround(0.999)];
  let most = 0;
  const compare = (value: number, expected: number, magnitude: number) => {
    // No expression has more than eight roundings, of intermediate results no larger than the magnitude.
    most = Math.max(most, Math.abs(value - expected) / (8 * ROUNDING * magnitude));
  };
  gradient.forEach((raw, i) => {
    const g = raw * clip;
    const mean = m[i]! + (g - m[i]!) * meanShare;
    const squares = v[i]! + (g * g - v[i]!) * squaresShare;
    const stepOf = (mean: number) => (mean * rate) / (Math.sqrt(squares) + epsilon);
    const meanMagnitude = Math.abs(m[i]!) + Math.abs(g);
    compare(found.m[i]!, mean, meanMagnitude);
    compare(found.v[i]!, squares, v[i]! + g * g);
    compare(found.w[i]!, w[i]! * kept - stepOf(mean), Math.abs(w[i]!) + 2 * stepOf(meanMagnitude));
  });
  return most;
}

function partsOf({weights, means, squaresMeans}: Omit<TrainingState, 'steps'>) {
  const valuesOf = (part: TrainingState['weights']) => (part.weight as {values: Float32Array}).values;
  return {w: valuesOf(weights), m: valuesOf(means), v: valuesOf(squaresMeans)};
}
