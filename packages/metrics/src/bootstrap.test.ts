import fc from 'fast-check';
import {expect, test} from 'vitest';
import {bootstrapScores} from './bootstrap.js';
import {classificationMetrics} from './classification-metrics.js';
import {headlineScorer} from './headline-scorer.js';
import {logitRows} from './logit-rows.js';
import {percentileInterval} from './percentile-interval.js';
import {goldenMetrics} from './testing/goldens.js';

const row = fc.record({
  label: fc.nat({max: 2}),
  logits: fc.tuple(fc.nat({max: 2}), fc.nat({max: 2}), fc.nat({max: 2})),
  count: fc.nat({max: 3}),
});

test('rows that stand several times are scored as if each were a row of its own', () => {
  fc.assert(
    fc.property(fc.array(row, {minLength: 1, maxLength: 20}), (rows) => {
      fc.pre(rows.some(({count}) => count > 0));
      const score = headlineScorer(
        Int32Array.from(rows, ({label}) => label),
        logitRows(
          rows.map(({logits}) => logits),
          3,
        ),
      );
      const expanded = rows.flatMap((one) => new Array<typeof one>(one.count).fill(one));
      const whole = classificationMetrics(
        expanded.map(({label}) => label),
        logitRows(
          expanded.map(({logits}) => logits),
          3,
        ),
        ['a', 'b', 'c'],
      );
      const {metrics, perClass} = score(Int32Array.from(rows, ({count}) => count));
      const lost = whole.perClass.some(
        ({f1, label}) =>
          f1 === null && rows.some((one) => 'abc'[one.label] === label || 'abc'[best(one.logits)] === label),
      );
      for (const [name, value] of Object.entries(metrics))
        if (name === 'f1Macro' && lost) expect(value).toBeNull();
        else expectClose(value, whole.metrics[name as keyof typeof metrics]);
      perClass.forEach(({f1, recall}, label) => {
        expectClose(f1, whole.perClass[label]?.f1 as number | null);
        expectClose(recall, whole.perClass[label]?.recall as number | null);
      });
    }),
  );
});

test('the interval of the accuracy is that of the binomial distribution', () => {
  const labels = new Int32Array(200);
  const logits = logitRows(
    Array.from(labels, (_, i) => (i < 150 ? [1, 0] : [0, 1])),
    2,
  );
  const [scores] = bootstrapScores(labels, [logits], {samples: 4000, seed: 3});
  const {low, high} = percentileInterval(scores?.metrics.accuracy as Float64Array) ?? {low: 0, high: 0};
  // scipy.stats.binom.ppf([0.025, 0.975], 200, 0.75) is 138 and 162.
  expect(Math.abs(low * 200 - 138)).toBeLessThanOrEqual(1);
  expect(Math.abs(high * 200 - 162)).toBeLessThanOrEqual(1);
});

test('a classifier without a fault has no macro F1 below 1, though samples miss the rare class', () => {
  const labels = Int32Array.of(0, 1, 1, 1, 1);
  const logits = logitRows(
    Array.from(labels, (label) => [1 - label, label]),
    2,
  );
  const [scores] = bootstrapScores(labels, [logits], {samples: 100, seed: 1});
  expect(percentileInterval(scores?.metrics.f1Macro as Float64Array)).toEqual({low: 1, high: 1});
});

test('of two rows, one of them right, a quarter of the samples has both right and a quarter none', () => {
  const logits = logitRows(
    [
      [1, 0],
      [0, 1],
    ],
    2,
  );
  const [scores] = bootstrapScores(new Int32Array(2), [logits], {samples: 4000, seed: 5});
  const shareOf = (accuracy: number) =>
    (scores?.metrics.accuracy.filter((value) => value === accuracy).length ?? 0) / 4000;
  expect(Math.abs(shareOf(0) - 0.25)).toBeLessThan(0.03);
  expect(Math.abs(shareOf(1) - 0.25)).toBeLessThan(0.03);
});

test('the same seed draws the same samples, another one others', () => {
  const {y_true, logits} = goldenMetrics[0] as (typeof goldenMetrics)[0];
  const accuracies = (seed: number) =>
    bootstrapScores(Int32Array.from(y_true), [logitRows(logits, 6)], {samples: 20, seed})[0]?.metrics.f1Macro;
  expect(accuracies(1)).toEqual(accuracies(1));
  expect(accuracies(1)).not.toEqual(accuracies(2));
});

test('percentiles are interpolated between the nearest two, and samples without a value left out', () => {
  // numpy.percentile([1, 2, 4, 8, 16], [2.5, 97.5]) is 1.1 and 15.2.
  expect(percentileInterval(Float64Array.of(16, Number.NaN, 8, 1, 2, 4))).toEqual({low: 1.1, high: 15.2});
  expect(percentileInterval(Float64Array.of(Number.NaN))).toBeNull();
});

function best(logits: readonly number[]): number {
  return logits.indexOf(Math.max(...logits));
}

function expectClose(actual: number | null, expected: number | null): void {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-12);
}
