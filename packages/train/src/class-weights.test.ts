import {expect, test} from 'vitest';
import {classWeightsById} from './class-weights.js';
import {trainingGolden} from './testing/training-golden.js';

const labels = ['sadness', 'joy', 'love'];

test('balanced weights are those of scikit-learn', () => {
  const {labels: labelIds, weights} = trainingGolden.balanced;
  classWeightsById('balanced', {labels, labelIds}).forEach((weight, id) => {
    expect(weight).toBeCloseTo(weights[id] as number, 12);
  });
});

test('weights by label stand in the order of the ids', () => {
  const asked = {love: 3, sadness: 1, joy: 2};
  expect(classWeightsById(asked, {labels, labelIds: [0, 1, 2]})).toEqual([1, 2, 3]);
});

test('without weights all classes count 1', () => {
  expect(classWeightsById('none', {labels, labelIds: [0, 0, 1, 2]})).toEqual([1, 1, 1]);
});
