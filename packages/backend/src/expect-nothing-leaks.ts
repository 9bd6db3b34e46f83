import {expect} from 'vitest';
import {nativeBackend, tf} from './index.js';

/** Runs `work` 20 times and expects as many tensors afterwards, in TensorFlow.js and in the native library. */
export function expectNothingLeaks(work: () => void): void {
  const count = () => [tf.memory().numTensors, nativeBackend().binding.getNumOfTensors()];
  work();
  const before = count();
  for (let repeat = 0; repeat < 20; repeat++) work();
  expect(count()).toEqual(before);
}
