import {expect, test} from 'vitest';
import {trainingThreads} from './training-threads.js';

test('small steps on cached hidden states run two operations at a time, on half of the cores each', () => {
  expect(trainingThreads({cores: 2, hiddenSize: 384, cached: true})).toEqual({interOp: 2, intraOp: 1});
  expect(trainingThreads({cores: 8, hiddenSize: 384, cached: true})).toEqual({interOp: 2, intraOp: 4});
});

test.each([
  {cores: 2, hiddenSize: 768, cached: true},
  {cores: 2, hiddenSize: 384, cached: false},
  {cores: 1, hiddenSize: 384, cached: true},
])('with $cores cores, hidden size $hiddenSize, cached $cached TensorFlow chooses', (work) => {
  expect(trainingThreads(work)).toEqual({});
});
