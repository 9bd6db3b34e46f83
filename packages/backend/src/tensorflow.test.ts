import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {tf} from './tensorflow.js';

test('a matrix product is computed by the native library', () => {
  const matrix: tf.Tensor2D = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  expect([...matrix.matMul(matrix).dataSync()]).toEqual([7, 10, 15, 22]);
  expect(tf.getBackend()).toBe('tensorflow');
});

test('the file that keys cached results by the native library names one', () => {
  const packageFolder = join(import.meta.dirname, '..');
  const {retune} = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const {libtensorflow} = JSON.parse(readFileSync(join(packageFolder, retune.versions), 'utf8'));
  expect(libtensorflow).toMatch(/^(tensorflow-.*-[0-9a-f]{8}-kernels|package-installer)$/);
});
