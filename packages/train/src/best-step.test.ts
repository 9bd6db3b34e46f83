import {expect, test} from 'vitest';
import {BestStep, type BestStepOptions} from './best-step.js';
import type {ValidationMetrics} from './validation-metrics.js';

const options: BestStepOptions = {
  bestMetric: 'f1Macro',
  earlyStoppingPatience: 2,
  earlyStoppingThreshold: 0,
};

/** Offers steps 1, 2, ... with these values of the metric until patience is over. */
function offered(values: readonly number[], changes: Partial<BestStepOptions> = {}) {
  const all = {...options, ...changes};
  const best = new BestStep(all);
  let steps = 0;
  for (const value of values) {
    if (best.patienceIsOver) break;
    best.offer(++steps, {[all.bestMetric]: value} as unknown as ValidationMetrics, () => new Map());
  }
  return {step: best.best.step, value: best.best.value, steps};
}

test('training stops after so many evaluations without a better value', () => {
  expect(offered([0.5, 0.6, 0.6, 0.59, 0.9])).toEqual({step: 2, value: 0.6, steps: 4});
});

test('a better value wins patience anew', () => {
  expect(offered([0.5, 0.4, 0.6, 0.5, 0.7])).toEqual({step: 5, value: 0.7, steps: 5});
});

test('a gain up to the threshold makes a step the best but wins no patience', () => {
  const values = [0.5, 0.55, 0.6, 0.9];
  expect(offered(values, {earlyStoppingThreshold: 0.07})).toEqual({step: 3, value: 0.6, steps: 3});
});

test('where the loss decides, the lowest is best', () => {
  expect(offered([2, 1, 1.5, 1.2, 0.1], {bestMetric: 'loss'})).toEqual({step: 2, value: 1, steps: 4});
});

test('without patience training goes on', () => {
  expect(offered([0.5, 0.4, 0.3, 0.2], {earlyStoppingPatience: 0}).steps).toBe(4);
});

test('where nothing is measured the last step is kept', () => {
  const best = new BestStep(options);
  for (const step of [1, 2, 3]) best.offer(step, undefined, () => new Map());
  expect(best.best.step).toBe(3);
  expect(best.patienceIsOver).toBe(false);
});
