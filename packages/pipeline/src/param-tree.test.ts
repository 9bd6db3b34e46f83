import {expect, test} from 'vitest';
import {type ParamTree, withParam} from './param-tree.js';

const at = {file: '--set', column: 1, text: ''};
const tree: ParamTree = {
  value: {sources: [{folder: 'a'}, {hub: 'b', revision: 'main'}], labels: {joy: 1}},
  positions: new Map(),
};
const after = (param: string, value: unknown) => withParam(tree, param, value, at).value;

test('a value inside a list leaves the list one', () => {
  expect(after('sources.1.revision', 'v2').sources).toEqual([{folder: 'a'}, {hub: 'b', revision: 'v2'}]);
  expect(after('sources.0', {hub: 'c'}).sources).toEqual([{hub: 'c'}, {hub: 'b', revision: 'main'}]);
  expect(tree.value.sources).toEqual([{folder: 'a'}, {hub: 'b', revision: 'main'}]);
});

test('a number is a name where there is no list', () => {
  expect(after('labels.0', 2).labels).toEqual({joy: 1, 0: 2});
});
