import {GOLDEN_MODELS} from '@retune/encoder/testing';
import {describe, expect, test} from 'vitest';
import {shapCases} from './testing/shap-goldens.js';
import {tokenTree} from './token-tree.js';
import {treeStrings} from './tree-strings.js';
import {wholeTreeMasks} from './whole-tree-masks.js';

const SEPARATORS = {
  'tiny-bert': '[SEP]',
  'tiny-distilbert': '[SEP]',
  'tiny-roberta': '</s>',
  'tiny-xlm-roberta': '</s>',
} as Record<string, string>;

describe.each(GOLDEN_MODELS)('trees over tokens of %s equal those of shap', (checkpoint) => {
  test.each(shapCases(checkpoint))('$name', (golden) => {
    const strings = treeStrings(golden.tokens);
    expect(strings).toEqual(golden.cluster_tokens);
    const tree = tokenTree(strings, SEPARATORS[checkpoint]);
    const heights = golden.clustering.map(([, , height]) => height);
    expect(tree.merges).toEqual(golden.clustering.map(([left, right]) => [left, right]));
    expect(tree.sizes.slice(tree.leaves)).toEqual(golden.clustering.map(([, , , leaves]) => leaves));
    for (const [i, size] of tree.sizes.slice(tree.leaves).entries())
      expect(size / tree.leaves).toBeCloseTo(heights[i] as number, 7);
    if (golden.masks_to_finish_tree !== null)
      expect(wholeTreeMasks(tree, {fixedContext: null})).toBe(golden.masks_to_finish_tree);
  });
});

test('two neighbouring separators are joined last', () => {
  const {merges, firstLeaf} = tokenTree(['a', '[SEP]', '[SEP]', 'b', 'c', 'd'], '[SEP]');
  const [, right] = merges.at(-1) as readonly [number, number];
  expect(firstLeaf[right]).toBe(2);
});

test('a group that begins with a comma or a sentence end is joined later than the sign alone', () => {
  for (const sign of [',', '.', '?', '!'])
    expect(tokenTree(['b', sign, '##c', sign === ',' ? 'and' : 'but'], undefined).merges).toEqual([
      [1, 2],
      [4, 3],
      [0, 5],
    ]);
});

test('connectors count in lower case only', () => {
  expect(tokenTree(['a', 'and', 'b'], undefined).merges[0]).toEqual([0, 1]);
  expect(tokenTree(['and', 'a', 'b'], undefined).merges[0]).toEqual([1, 2]);
  expect(tokenTree(['And', 'a', 'b'], undefined).merges[0]).toEqual([0, 1]);
});

test('a piece that starts with a digit continues no word', () => {
  expect(treeStrings(['ab', '1', 'c'])).toEqual(['ab', '1', '##c']);
});

test('a piece is looked at before white space is stripped from it', () => {
  expect(treeStrings(['ab', ' c', 'd '])).toEqual(['ab', 'c', '##d']);
});

test('a word goes on behind a line break inside a piece, as Python’s dot stops there', () => {
  expect(treeStrings(['a\n.', 'b'])).toEqual(['a\n.', '##b']);
  expect(treeStrings(['a.\n', 'b'])).toEqual(['a.\n', 'b'].map((string) => string.trim()));
});

test('no tokens make a tree without nodes', () => {
  const tree = tokenTree([], undefined);
  expect(tree).toEqual({leaves: 0, merges: [], firstLeaf: [], sizes: []});
  expect(wholeTreeMasks(tree, {fixedContext: null})).toBe(2);
});
