import {expect, test} from 'vitest';
import {dropoutMask} from '../dropout.js';
import {tf} from '../tensorflow.js';
import {dropoutSeed} from './dropout-seed.js';

function mask(step: number, site: number): string {
  return dropoutMask([40], 0.5, dropoutSeed(tf.scalar(step, 'int32'), site))
    .dataSync()
    .join();
}

test('step and site together determine a mask', () => {
  expect(mask(3, 1)).toBe(mask(3, 1));
  expect(new Set([mask(3, 1), mask(3, 2), mask(4, 1), mask(1, 3)]).size).toBe(4);
});
