import {tf} from '@retune/backend';
import {expect, test} from 'vitest';
import {seededDropout} from './seeded-dropout.js';

const ones = tf.ones([50, 20]);
const maskOf = (step: number, site: string, rate = 0.2) =>
  tf.tidy(() => [...seededDropout(tf.tensor1d([42, step], 'int32'))(ones, rate, site).dataSync()]);

test('a share of the values becomes 0 and the others make up for it', () => {
  const mask = maskOf(1, 'layer.5.output');
  expect([...new Set(mask)].sort()).toEqual([0, 1.25]);
  // Standard deviation of the count: sqrt(1000 · 0.2 · 0.8) = 13.
  expect(Math.abs(mask.filter((value) => value === 0).length - 200)).toBeLessThan(60);
});

test('the noise is set by the step and the site', () => {
  expect(maskOf(1, 'layer.5.output')).toEqual(maskOf(1, 'layer.5.output'));
  expect(maskOf(2, 'layer.5.output')).not.toEqual(maskOf(1, 'layer.5.output'));
  expect(maskOf(1, 'layer.4.output')).not.toEqual(maskOf(1, 'layer.5.output'));
});

test('a rate of 0 leaves the values as they are', () => {
  expect(maskOf(1, 'head.pooled', 0).every((value) => value === 1)).toBe(true);
});
