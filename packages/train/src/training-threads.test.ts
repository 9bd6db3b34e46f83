import {expect, test} from 'vitest';
import {trainingThreads} from './training-threads.js';

test('two operations run at a time, on half of the cores each', () => {
  expect(trainingThreads({cores: 2, hiddenSize: 384, cached: true})).toEqual({interOp: 2, intraOp: 1});
  expect(trainingThreads({cores: 8, hiddenSize: 384, cached: true})).toEqual({interOp: 2, intraOp: 4});
  expect(trainingThreads({cores: 8, hiddenSize: 768, cached: false})).toEqual({interOp: 2, intraOp: 4});
});

test.each([
  {cores: 2, hiddenSize: 768, cached: true},
  {cores: 1, hiddenSize: 384, cached: true},
])('with $cores cores, hidden size $hiddenSize, cached $cached TensorFlow chooses', (work) => {
  expect(trainingThreads(work)).toEqual({});
});
