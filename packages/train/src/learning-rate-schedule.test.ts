import {expect, test} from 'vitest';
import {learningRateAt} from './learning-rate-schedule.js';
import {trainingGolden} from './testing/training-golden.js';

const linear = {schedule: 'linear', peak: 8, warmupSteps: 2, totalSteps: 6} as const;
const rates = (schedule: Parameters<typeof learningRateAt>[1]) =>
  Array.from({length: 7}, (_, step) => learningRateAt(step, schedule));

test('the rate rises over the warm-up and falls in a line to 0', () => {
  expect(rates(linear)).toEqual([0, 4, 8, 6, 4, 2, 0]);
});

test('without a warm-up the first step has the peak rate', () => {
  expect(rates({...linear, warmupSteps: 0, totalSteps: 4})).toEqual([8, 6, 4, 2, 0, 0, 0]);
});

test('a constant rate stays after the warm-up', () => {
  expect(rates({...linear, schedule: 'constant'})).toEqual([0, 4, 8, 8, 8, 8, 8]);
});

test('a cosine halves the rate midway and ends at 0', () => {
  expect(learningRateAt(4, {...linear, schedule: 'cosine'})).toBeCloseTo(4, 12);
  expect(learningRateAt(6, {...linear, schedule: 'cosine'})).toBeCloseTo(0, 12);
});

test.each(trainingGolden.schedules)(
  'the $schedule schedule with $warmupSteps of $totalSteps steps to warm up is that of transformers',
  (golden) => {
    golden.rates.forEach((rate, step) => {
      expect(Math.abs(learningRateAt(step, golden) - rate)).toBeLessThan(1e-16);
    });
  },
);
