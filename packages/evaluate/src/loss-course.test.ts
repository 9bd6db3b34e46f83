import {expect, test} from 'vitest';
import {lossCourse} from './loss-course.js';
import {simulatedHistory} from './testing/simulated-run.js';

const steps = 1000;
const learningRate = 1e-3;

test.each([
  ['falling', 1],
  ['falling', 0.3],
  ['level', 8],
  ['level', 20],
  ['flat', 0.01],
  ['flat', 0],
] as const)('a loss is %s that is to fall by e^-%d', (kind, speed) => {
  expect(lossCourse(simulatedHistory({steps, learningRate, speed}))).toEqual({kind});
});

test('losses that rise together are flat, not falling', () => {
  const history = simulatedHistory({steps, learningRate, speed: -0.2});
  expect(lossCourse(history)).toEqual({kind: 'flat'});
});

test('a constant rate and one that falls to 0 are told alike, though late steps of the latter change little', () => {
  const falling = simulatedHistory({steps, learningRate, speed: 1});
  const constant = falling.map((row, i) => {
    const loss = 0.2 + 1.6 * Math.exp(-(i + 1) / falling.length);
    return {...row, learningRate, trainLoss: loss, validationLoss: null};
  });
  expect(lossCourse(constant)).toEqual({kind: 'falling'});
});

test('a validation loss that rises again is reported with the step of its lowest', () => {
  const history = simulatedHistory({steps, learningRate, speed: 8, validationRise: 0.5});
  expect(lossCourse(history)).toEqual({kind: 'overfit', sinceStep: 500});
  expect(lossCourse(history.map((row) => ({...row, validationLoss: null})))).toEqual({kind: 'level'});
});

test('a validation loss that falls to the end has levelled off where the training loss lies far below', () => {
  const history = simulatedHistory({steps, learningRate, speed: 2});
  expect(lossCourse(history)).toEqual({kind: 'falling'});
  const known = history.map((row, i) => ({...row, trainLoss: i === 0 ? row.trainLoss : row.trainLoss / 2}));
  expect(lossCourse(known)).toEqual({kind: 'level'});
});

test('of few rows no course is told', () => {
  expect(lossCourse(simulatedHistory({steps: 100, learningRate, speed: 1}))).toEqual({kind: 'unknown'});
  expect(lossCourse([])).toEqual({kind: 'unknown'});
});
