import {expect, test} from 'vitest';
import {scheduleOver, totalSteps} from './training-length.js';

const length = {batchSize: 4, epochs: 3, maxSteps: 0};

test('an epoch has a step for the rows that do not fill a batch', () => {
  expect(totalSteps(10, length)).toBe(9);
});

test('a part of an epoch is rounded up to whole steps', () => {
  expect(totalSteps(16, {...length, epochs: 0.5})).toBe(2);
  expect(totalSteps(10, {...length, epochs: 0.5})).toBe(2);
  expect(totalSteps(10, {...length, epochs: 1.01})).toBe(4);
});

test('maxSteps counts instead of the epochs, more or fewer', () => {
  expect(totalSteps(10, {...length, maxSteps: 5})).toBe(5);
  expect(totalSteps(10, {...length, maxSteps: 50})).toBe(50);
});

test('the warm-up is its steps, or without them the share of all, rounded up', () => {
  const options = {schedule: 'linear', peak: 1, warmupSteps: 0, warmupRatio: 0.1} as const;
  expect(scheduleOver(25, options).warmupSteps).toBe(3);
  expect(scheduleOver(25, {...options, warmupSteps: 7}).warmupSteps).toBe(7);
});
