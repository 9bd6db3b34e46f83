import {readClassifierWeights} from '@retune/encoder';
import {goldenSource} from '@retune/encoder/testing';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createPathGradients, type PathGradients} from './path-gradients.js';

let gradients: PathGradients;
beforeAll(async () => {
  const source = goldenSource('tiny-bert');
  const weights = await readClassifierWeights(source);
  gradients = createPathGradients({model: 'tuned', weights, classes: source.labels.length}, ({kind}) => {
    throw new Error(`Internal error: no graph: ${kind}`);
  });
});
afterAll(() => gradients.dispose());

const short = {from: [2, 4, 4, 3], to: [2, 60, 71, 3]};
const long = {from: [2, 4, 4, 4, 4, 4, 3], to: [2, 90, 61, 62, 63, 80, 3]};

test('the changes by all tokens add up to the slope of what the units are given, as the cotangents weigh it', () => {
  const cotangents = weights(0);
  for (const at of [0.2, 0.5, 0.9]) {
    const [changes] = gradients.changes([{...long, at, cotangents}]) as [Float32Array[]];
    const [near, far] = [slopesAcross(at, 0.01), slopesAcross(at, 0.02)];
    for (const [label, ofTokens] of changes.slice(0, -1).entries()) {
      // Richardson's extrapolation of both differences.
      const slopes = near.map((slope, unit) => (4 * slope - (far[unit] as number)) / 3);
      const expected = slopes.reduce(
        (sum, slope, unit) => sum + slope * (cotangents[label]?.[unit] as number),
        0,
      );
      expect(ofTokens.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected, 2);
    }
  }
});

/** [classes][units] */
function weights(seed: number): Float32Array[] {
  return Array.from({length: 6}, (_, label) =>
    Float32Array.from({length: 48}, (_, unit) => Math.sin(seed + 7 * label + 3 * unit)),
  );
}

/** [units] the difference of what a unit is given from a little before to a little behind a place, by its length. */
function slopesAcross(at: number, step: number): Float64Array {
  const around = [at - step, at + step].map((place) => ({...long, at: place}));
  const [before, behind] = gradients.outputs(around).map(({preactivations}) => preactivations) as [
    Float32Array,
    Float32Array,
  ];
  return Float64Array.from(behind, (value, unit) => (value - (before[unit] as number)) / (2 * step));
}

test('a token that is the same at both ends changes nothing, the others do', () => {
  const [changes] = gradients.changes([{...short, at: 0.5, cotangents: weights(1)}]) as [Float32Array[]];
  const isZero = changes.map((ofTokens) => [...ofTokens].map((value) => value === 0));
  expect(isZero).toEqual(changes.map(() => [true, false, false, true]));
});

test('paths of several texts give what each gives alone', () => {
  const points = [
    {...short, at: 0.3, cotangents: weights(1)},
    {...long, at: 0.6, cotangents: weights(2)},
    {...short, at: 0.8, cotangents: weights(3)},
  ];
  const together = gradients.changes(points);
  for (const [i, point] of points.entries()) {
    const alone = gradients.changes([point])[0] ?? [];
    const shared = together[i] ?? [];
    for (const [label, ofTokens] of alone.entries()) {
      const difference = ofTokens.map((value, token) => value - (shared[label]?.[token] as number));
      expect(shared[label]).toHaveLength(point.to.length);
      expect(Math.max(...difference.map(Math.abs))).toBeLessThan(1e-4);
    }
  }
});
