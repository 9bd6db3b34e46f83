import {expect, test} from 'vitest';
import {levelledRun, simulatedHistory} from './testing/simulated-run.js';
import {type TrainingRun, trainingAdvice} from './training-advice.js';

function adviceFor(
  changed: Partial<Omit<TrainingRun, 'history'>>,
  history: {speed?: number; validationRise?: number} = {},
): string[] {
  const run = {...levelledRun, ...changed};
  const told = trainingAdvice({...run, history: simulatedHistory({...run, speed: 6, ...history})});
  return told.map(({set, because}) => `${set.join(' ') || '-'}: ${because}`);
}

test('a loss that was still falling at a low rate asks for a higher one', () => {
  expect(adviceFor({learningRate: 2e-5}, {speed: 1})).toEqual([
    'train.learningRate=0.001: the loss was still falling at the end, and 0.00002 is low for one layer trained',
  ]);
});

test('what is low depends on what is trained', () => {
  expect(adviceFor({learningRate: 1e-4, trainedLayers: 6}, {speed: 1})).toEqual([
    'train.epochs=6: the loss was still falling at the end',
  ]);
  expect(adviceFor({learningRate: 1e-5, trainedLayers: 6}, {speed: 1})).toEqual([
    'train.learningRate=0.0001: the loss was still falling at the end, and 0.00001 is low for all layers trained',
  ]);
  expect(adviceFor({learningRate: 1e-4, trainedLayers: 6, hasAdapters: true}, {speed: 1})).toEqual([
    'train.learningRate=0.001: the loss was still falling at the end, and 0.0001 is low for adapters in 6 layers',
  ]);
});

test('a loss that was still falling at a rate that suits asks for more epochs, or steps where these count', () => {
  expect(adviceFor({}, {speed: 1})).toEqual(['train.epochs=6: the loss was still falling at the end']);
  expect(adviceFor({maxSteps: 3000}, {speed: 1})).toEqual([
    'train.maxSteps=6000: the loss was still falling at the end',
  ]);
});

test('few steps ask for more of them, whatever the loss did', () => {
  const because = 'there were only 100 steps of training';
  expect(adviceFor({steps: 100})).toEqual([`train.epochs=30: ${because}`]);
  expect(adviceFor({steps: 100, epochs: 0.5})).toEqual([`train.epochs=5: ${because}`]);
  expect(adviceFor({steps: 295}, {speed: 1})).toEqual([
    'train.epochs=11: there were only 295 steps of training',
  ]);
});

test('a head alone asks for a layer, beside what else is amiss', () => {
  const layer = 'encode.frozenLayers=5: only the head was trained, no layer';
  expect(adviceFor({trainedLayers: 0})).toEqual([layer]);
  expect(adviceFor({trainedLayers: 0, learningRate: 2e-5}, {speed: 1})).toEqual([
    'train.learningRate=0.001: the loss was still falling at the end, and 0.00002 is low for a head alone',
    layer,
  ]);
  expect(adviceFor({trainedLayers: 0, freezingParam: 'train.frozenLayers'})).toEqual([
    'train.frozenLayers=5: only the head was trained, no layer',
  ]);
});

test('a loss that hardly fell asks for a lower rate where it was high, for a higher one where it was low', () => {
  expect(adviceFor({learningRate: 0.1}, {speed: 0})).toEqual([
    'train.learningRate=0.01: the loss hardly fell, and 0.1 may be too high',
  ]);
  expect(adviceFor({learningRate: 1e-7}, {speed: 0.001})).toEqual([
    'train.learningRate=0.001: the loss hardly fell, and 1e-7 is low for one layer trained',
  ]);
});

test('a validation loss that rose asks for a lower rate, and not for more of anything else', () => {
  expect(adviceFor({trainedLayers: 0}, {speed: 8, validationRise: 9})).toEqual([
    'train.learningRate=0.00033: the validation loss rose from step 1500 on; more labelled texts would help too',
  ]);
});

test('a loss that had levelled off asks for more layers at their rate, in the end for more texts', () => {
  const levelledWith = (what: string) => `the loss had levelled off with ${what}`;
  const better = '; more of them fit the labels better, at a lower rate';
  expect(adviceFor({})).toEqual([
    `encode.frozenLayers=3 train.learningRate=0.0002: ${levelledWith('one layer trained')}${better}`,
  ]);
  expect(adviceFor({trainedLayers: 5})).toEqual([
    `encode.frozenLayers=0 train.learningRate=0.0001: ${levelledWith('5 layers trained')}${better}`,
  ]);
  expect(adviceFor({trainedLayers: 6})).toEqual([`-: ${levelledWith('all layers trained')}`]);
});
