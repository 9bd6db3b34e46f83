import {expect, test} from 'vitest';
import {type GradientOptions, integratedGradients} from './integrated-gradients.js';

/** Tokens: a special one, two of word 0, one of word 1. */
const TEXT = {text: 'two words', wordOf: [-1, 0, 0, 1], words: 2};

interface Path {
  curve: (at: number) => number;
  slope: (at: number) => number;
  /** [units] */
  preactivations?: (at: number) => Float32Array;
}

/**
 * Two classes along the path, of which the first has the probability `curve`. Its slope is that of the tokens
 * with the given shares.
 */
function explain(
  {curve, slope, preactivations = () => new Float32Array()}: Path,
  options: Omit<GradientOptions, 'budgetParam'>,
) {
  const shares = [0, 0.5, 0.25, 0.25];
  const steps = integratedGradients(TEXT, {...options, budgetParam: 'maxEvaluations'});
  const places: number[] = [];
  let step = steps.next();
  while (step.done !== true) {
    const {outputsAt, changesAt} = step.value;
    places.push(...outputsAt, ...changesAt);
    step = steps.next({
      outputs: outputsAt.map((at) => ({
        probabilities: Float64Array.of(curve(at), 1 - curve(at)),
        preactivations: preactivations(at),
      })),
      changes: changesAt.map((at) => ({
        changes: [1, -1].map((sign) => Float32Array.from(shares, (share) => sign * share * slope(at))),
        preactivations: preactivations(at),
      })),
    });
  }
  return {...step.value, places};
}

/** Rises within a fiftieth of the path. */
const STEEP = {
  curve: (at: number) => 1 / (1 + Math.exp(-200 * (at - 0.4))),
  slope: (at: number) => 50 / Math.cosh(100 * (at - 0.4)) ** 2,
};

test('words get the integral of what their tokens change', () => {
  const {curve, slope} = {curve: (at: number) => at ** 3 / 2, slope: (at: number) => 1.5 * at ** 2};
  const {values, baseValues, outputs, evaluations} = explain({curve, slope}, {steps: 8, maxEvaluations: 10});
  const rounded = values.map((value) => [...value].map((amount) => amount.toFixed(6)));
  expect(rounded).toEqual([
    ['0.375000', '-0.375000'],
    ['0.125000', '-0.125000'],
  ]);
  expect([baseValues, outputs]).toEqual([Float64Array.of(0, 1), Float64Array.of(0.5, 0.5)]);
  expect(evaluations).toBe(10);
});

test('where the classifier changes its mind more is looked at, until values add up', () => {
  const {values, places, evaluations} = explain(STEEP, {steps: 16, maxEvaluations: 1000});
  const total = values.reduce((sum, value) => sum + (value[0] as number), 0);
  expect(Math.abs(total - (STEEP.curve(1) - STEEP.curve(0)))).toBeLessThan(1e-5);
  const near = places.filter((at) => Math.abs(at - 0.4) < 0.1);
  expect(near.length).toBeGreaterThan(places.length / 2);
  expect(places).toHaveLength(evaluations);
  expect(new Set(places).size).toBe(evaluations);
});

test('a budget that does not suffice is told with how far values and output are apart', () => {
  expect(() => explain(STEEP, {steps: 16, maxEvaluations: 40})).toThrow(
    /40 do not suffice for integrated gradients of the text "two words": values and output are still \d\.\d+ apart/,
  );
});
