import {expect, test} from 'vitest';
import {type BootstrapScores, bootstrapScores} from './bootstrap.js';
import {compareScored, type NamedLogits} from './compare-classifiers.js';
import {logitRows} from './logit-rows.js';
import {mcnemarTest} from './mcnemar-test.js';
import {goldenStatistics} from './testing/goldens.js';

const OPTIONS = {samples: 400, seed: 1};

/** Predicts class 1 where the list says so; the labels are all 1. */
const logitsOf = (right: readonly boolean[]) =>
  logitRows(
    right.map((hit) => (hit ? [0, 1] : [1, 0])),
    2,
  );
const named = (name: string, right: readonly boolean[]) => ({name, logits: logitsOf(right)});
const ones = (rows: number) => new Int32Array(rows).fill(1);

function compared(labels: Int32Array, pair: readonly [NamedLogits, NamedLogits]) {
  const [first, second] = pair;
  const scores = bootstrapScores(labels, [first.logits, second.logits], OPTIONS);
  return compareScored(labels, pair, scores as [BootstrapScores, BootstrapScores]);
}

test.each(goldenStatistics.mcnemar)(
  'McNemar’s test of $onlyFirst against $onlySecond rows gives the p-value of statsmodels',
  ({onlyFirst, onlySecond, pValue}) => {
    expect(Math.abs(mcnemarTest(onlyFirst, onlySecond) / pValue - 1)).toBeLessThan(1e-9);
  },
);

test('a classifier does not differ from itself', () => {
  const right = Array.from({length: 40}, (_, i) => i % 3 > 0);
  const {differences, mcnemar, verdict} = compared(ones(40), [named('a', right), named('b', right)]);
  expect(differences.accuracy).toEqual({difference: 0, interval: {low: 0, high: 0}});
  expect(mcnemar).toEqual({onlyFirst: 0, onlySecond: 0, pValue: 1});
  expect(verdict).toBe('undecided');
});

test('a classifier that is right wherever the other is, and on twenty rows more, is better', () => {
  const first = named(
    'a',
    Array.from({length: 100}, (_, i) => i < 80),
  );
  const second = named(
    'b',
    Array.from({length: 100}, (_, i) => i < 60),
  );
  const better = compared(ones(100), [first, second]);
  expect(better).toMatchObject({
    first: 'a',
    second: 'b',
    rows: 100,
    mcnemar: {onlyFirst: 20, onlySecond: 0},
    verdict: 'better',
  });
  expect(better.differences.accuracy.difference).toBeCloseTo(0.2, 12);
  // Each draw differs by 1 with probability 0.2, so the sum of 100 has standard deviation 4.
  const {low, high} = better.differences.accuracy.interval ?? {low: 0, high: 0};
  expect(low).toBeGreaterThan(0.08);
  expect(low).toBeLessThan(0.16);
  expect(high).toBeGreaterThan(0.24);
  expect(high).toBeLessThan(0.32);
  expect(compared(ones(100), [second, first]).verdict).toBe('worse');
});

test('a metric that has no value has no difference', () => {
  const {differences} = compared(ones(3), [
    named('a', [true, true, false]),
    named('b', [true, false, false]),
  ]);
  expect(differences.aucMacro).toEqual({difference: null, interval: null});
});
