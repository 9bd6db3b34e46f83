import {expect, test} from 'vitest';
import {changesByLabel, labelGroups} from './label-groups.js';

/** What the graph would give for a group: 100 · label + 10 · row + token, by the one-hot rows. */
function graphOf(values: Float32Array, {size, classes}: {size: number; classes: number}) {
  const result = new Float32Array(size * 2 * 3);
  for (let place = 0; place < size; place++) {
    const label = values.subarray(place * classes, (place + 1) * classes).indexOf(1);
    for (let row = 0; row < 2; row++)
      for (let token = 0; token < 3; token++)
        result[(place * 2 + row) * 3 + token] = 100 * label + 10 * row + token;
  }
  return result;
}

test.each([
  {classes: 2, groups: 1, size: 1},
  {classes: 6, groups: 1, size: 5},
  {classes: 12, groups: 2, size: 6},
  {classes: 30, groups: 4, size: 8},
])('the changes of $classes classes are found in $groups groups of $size', ({classes, groups, size}) => {
  const made = labelGroups(classes);
  expect([made.oneHot.length, made.size]).toEqual([groups, size]);
  const rows = [{to: {length: 3}}, {to: {length: 2}}];
  const changes = changesByLabel(
    made.oneHot.map(({values}) => graphOf(values, made)),
    rows,
    made,
  );
  expect(changes.map((ofLabels) => ofLabels.length)).toEqual([classes, classes]);
  for (let label = 0; label < classes - 1; label++)
    expect(changes.map((ofLabels) => [...(ofLabels[label] ?? [])])).toEqual([
      [100 * label, 100 * label + 1, 100 * label + 2],
      [100 * label + 10, 100 * label + 11],
    ]);
});

test('what all classes change by is nothing', () => {
  const made = labelGroups(12);
  const outputs = made.oneHot.map(({values}) => graphOf(values, made));
  const [changes] = changesByLabel(outputs, [{to: {length: 3}}, {to: {length: 3}}], made);
  const sums = [0, 1, 2].map((token) => changes?.reduce((sum, ofTokens) => sum + (ofTokens[token] ?? 0), 0));
  expect(sums).toEqual([0, 0, 0]);
});
