import type {HeadOutput} from '@retune/encoder';
import {expect, test} from 'vitest';
import {headSlopes} from './head-slopes.js';
import {type GradientOptions, integratedGradients} from './integrated-gradients.js';

/** Tokens: a special one, two of word 0, one of word 1. */
const TEXT = {text: 'two words', wordOf: [-1, 0, 0, 1], words: 2};
/** [words][units] Which share of a unit's change a word makes; word 0 by two tokens alike. */
const SHARES = [
  [0.75, 0.1, 0.4],
  [0.25, 0.9, 0.6],
];

/** What a unit is given along the path, and how fast that changes. */
interface Unit {
  value: (at: number) => number;
  slope: (at: number) => number;
}

const HEADS = (['relu', 'tanh'] as const).map(
  (activation): HeadOutput => ({
    activation,
    weight: Float32Array.of(2, -1, 1, -2, 1, 0.5, 0.5, -3, 1),
    bias: Float32Array.of(0.1, 0, -0.2),
  }),
);

/** All pass 0, so that a ReLU has three kinks. */
const SMOOTH: Unit[] = [
  {value: (at) => 2 * at - 0.7, slope: () => 2},
  {value: (at) => Math.cos(3 * at), slope: (at) => -3 * Math.sin(3 * at)},
  {value: (at) => 1 - 5 * at ** 2, slope: (at) => -10 * at},
];
/** The first rises within a fiftieth of the path. */
const STEEP: Unit[] = [
  {value: (at) => Math.tanh(100 * (at - 0.4)), slope: (at) => 100 / Math.cosh(100 * (at - 0.4)) ** 2},
  ...SMOOTH.slice(1),
];

function explain(
  head: HeadOutput,
  units: readonly Unit[],
  options: Pick<GradientOptions, 'steps' | 'maxEvaluations'>,
) {
  const steps = integratedGradients(TEXT, {...options, head, budgetParam: 'maxEvaluations'});
  const places: number[] = [];
  let step = steps.next();
  while (step.done !== true) {
    const {outputsAt, changesAt} = step.value;
    places.push(...outputsAt);
    step = steps.next({
      outputs: outputsAt.map((at) => ({
        probabilities: probabilitiesOf(head, unitsAt(units, at)),
        preactivations: Float32Array.from(unitsAt(units, at)),
      })),
      changes: changesAt.map(({at, cotangents}) =>
        cotangents.map((ofUnits) => {
          const [first, second] = changesOf(units, at, Float64Array.from(ofUnits)) as [number, number];
          return Float32Array.of(0, first / 2, first / 2, second);
        }),
      ),
    });
  }
  return {...step.value, places};
}

function unitsAt(units: readonly Unit[], at: number): Float64Array {
  return Float64Array.from(units, ({value}) => value(at));
}

/** [words] */
function changesOf(units: readonly Unit[], at: number, slopes: Float64Array): number[] {
  return SHARES.map((shares) =>
    units.reduce((sum, {slope}, i) => sum + (slopes[i] as number) * slope(at) * (shares[i] as number), 0),
  );
}

function probabilitiesOf({activation, weight, bias}: HeadOutput, preactivations: Float64Array): Float64Array {
  const values = preactivations.map(activation === 'relu' ? (value) => Math.max(0, value) : Math.tanh);
  const powers = Float64Array.from(bias, (start, label) =>
    Math.exp(
      values.reduce((sum, value, i) => sum + value * (weight[label * values.length + i] as number), start),
    ),
  );
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** [words][classes] by the midpoints of very short stretches. */
function bruteForce(head: HeadOutput, units: readonly Unit[], count = 20_000): number[][] {
  const sums = SHARES.map(() => new Array<number>(head.bias.length).fill(0));
  for (let i = 0; i < count; i++) {
    const at = (i + 0.5) / count;
    for (const [label, slopes] of headSlopes(head, unitsAt(units, at)).entries())
      for (const [word, change] of changesOf(units, at, slopes).entries())
        (sums[word] as number[])[label] = ((sums[word] as number[])[label] as number) + change / count;
  }
  return sums;
}

function largestDifference(values: readonly Float64Array[], expected: readonly number[][]): number {
  return Math.max(
    ...values.flatMap((ofClasses, word) =>
      Array.from(ofClasses, (value, label) => Math.abs(value - (expected[word]?.[label] as number))),
    ),
  );
}

test.each(HEADS)(
  'words get the integral of what their tokens change, over kinks too: $activation',
  (head) => {
    const {values, evaluations} = explain(head, SMOOTH, {steps: 16, maxEvaluations: 19});
    expect(largestDifference(values, bruteForce(head, SMOOTH))).toBeLessThan(1e-5);
    // Two stretches of eight points: that a unit passes 0 costs nothing.
    expect(evaluations).toBe(19);
  },
);

test.each(HEADS)('where units change fast more is looked at, until values add up: $activation', (head) => {
  const {values, places, evaluations, baseValues, outputs} = explain(head, STEEP, {
    steps: 16,
    maxEvaluations: 1000,
  });
  expect(largestDifference(values, bruteForce(head, STEEP))).toBeLessThan(1e-4);
  for (const [label, output] of outputs.entries()) {
    const sum = values.reduce(
      (total, value) => total + (value[label] as number),
      baseValues[label] as number,
    );
    expect(Math.abs(sum - output)).toBeLessThan(1e-5);
  }
  expect(places.filter((at) => Math.abs(at - 0.4) < 0.1).length).toBeGreaterThan(places.length / 2);
  expect(places).toHaveLength(evaluations);
  expect(new Set(places).size).toBe(evaluations);
});

test('a budget that does not suffice is told with how far values and output are apart', () => {
  expect(() => explain(HEADS[0] as HeadOutput, STEEP, {steps: 16, maxEvaluations: 40})).toThrow(
    /40 do not suffice for integrated gradients of the text "two words": values and output are still \d\.\d+ apart/,
  );
});

test('what rounding keeps apart ends within the budget, with values that are near enough', () => {
  // Logits that are wrong in the fifth decimal, as those of a large model in float32 may be.
  let random = 1;
  const noise = () => {
    random = (random * 48_271) % 2_147_483_647;
    return (random / 2_147_483_647 - 0.5) * 2e-5;
  };
  const noisy = SMOOTH.map((unit) => ({...unit, value: (at: number) => unit.value(at) + noise()}));
  const {values, evaluations} = explain(HEADS[0] as HeadOutput, noisy, {steps: 16, maxEvaluations: 500});
  expect(evaluations).toBeLessThanOrEqual(500);
  expect(largestDifference(values, bruteForce(HEADS[0] as HeadOutput, SMOOTH))).toBeLessThan(1e-3);
});
