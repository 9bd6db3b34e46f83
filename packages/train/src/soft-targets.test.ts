import {expect, test} from 'vitest';
import {softTargets, targetWeight} from './soft-targets.js';

test('without weights and smoothing targets are one-hot', () => {
  expect(softTargets([2, 0], {classWeights: [1, 1, 1], labelSmoothing: 0})).toEqual(
    Float32Array.of(0, 0, 1, 1, 0, 0),
  );
});

test('equal weights of all classes change nothing', () => {
  const labels = [0, 1, 1, 2];
  const plain = softTargets(labels, {classWeights: [1, 1, 1], labelSmoothing: 0.25});
  expect(softTargets(labels, {classWeights: [4, 4, 4], labelSmoothing: 0.25})).toEqual(plain);
});

test('parts of a batch, each counting by its weight, make up the batch', () => {
  const options = {classWeights: [1, 3, 8], labelSmoothing: 0.1};
  const [labels, parts] = [
    [0, 1, 2, 2, 0],
    [
      [0, 1, 2],
      [2, 0],
    ],
  ];
  const share = (part: number[]) =>
    (targetWeight(part, options) / targetWeight(labels, options)) * (labels.length / part.length);
  const whole = parts.flatMap((part) => [...softTargets(part, options)].map((value) => value * share(part)));
  softTargets(labels, options).forEach((value, i) => {
    expect(whole[i]).toBeCloseTo(value, 6);
  });
});
