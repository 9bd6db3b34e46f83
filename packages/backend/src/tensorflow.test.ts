import {expect, test} from 'vitest';
import {tf} from './tensorflow.js';

test('a matrix product is computed by the native library', () => {
  const matrix: tf.Tensor2D = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  expect([...matrix.matMul(matrix).dataSync()]).toEqual([7, 10, 15, 22]);
  expect(tf.getBackend()).toBe('tensorflow');
});
