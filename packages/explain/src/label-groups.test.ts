import {expect, test} from 'vitest';
import {changesByLabel, feedsByGroup, labelGroups} from './label-groups.js';

/** One unit; what is wanted of a label is its id plus one, and ten for the second row. */
const wantedOf = (classes: number) =>
  [1, 11].map((first) => Array.from({length: classes}, (_, label) => Float32Array.of(first + label)));

/** What the graph would give for a group: 100 times what is wanted, plus the token. */
function graphOf({shape: [size], values}: {shape: readonly number[]; values: Float32Array}) {
  return Float32Array.from(
    {length: (size as number) * 2 * 3},
    (_, i) => 100 * (values[Math.floor(i / 3)] as number) + (i % 3),
  );
}

function changesOf(classes: number, rows: readonly {to: {length: number}}[]) {
  const made = labelGroups(classes);
  return changesByLabel(feedsByGroup(wantedOf(classes), made).map(graphOf), rows, made);
}

test.each([
  {classes: 2, groups: 1, size: 1},
  {classes: 6, groups: 1, size: 5},
  {classes: 12, groups: 2, size: 6},
  {classes: 30, groups: 4, size: 8},
])('the changes of $classes classes are found in $groups groups of $size', ({classes, groups, size}) => {
  expect(labelGroups(classes)).toMatchObject({groups, size});
  const changes = changesOf(classes, [{to: {length: 3}}, {to: {length: 2}}]);
  expect(changes.map((ofLabels) => ofLabels.length)).toEqual([classes, classes]);
  for (let label = 0; label < classes - 1; label++) {
    const [first, second] = [100 * (label + 1), 100 * (label + 11)];
    expect(changes.map((ofLabels) => [...(ofLabels[label] ?? [])])).toEqual([
      [first, first + 1, first + 2],
      [second, second + 1],
    ]);
  }
});

test('what all classes change by is nothing', () => {
  const [changes] = changesOf(12, [{to: {length: 3}}, {to: {length: 3}}]);
  const sums = [0, 1, 2].map((token) => changes?.reduce((sum, ofTokens) => sum + (ofTokens[token] ?? 0), 0));
  expect(sums).toEqual([0, 0, 0]);
});
