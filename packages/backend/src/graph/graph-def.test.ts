import {createRequire} from 'node:module';
import {expect, test} from 'vitest';
import {encodeSavedModel, type NodeAttribute, type NodeDef} from './graph-def.js';

/** The reader that tfjs-node generated from TensorFlow's own definitions. */
const {SavedModel} = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js') as {
  SavedModel: {deserializeBinary(bytes: Uint8Array): {toObject(): DecodedModel}};
};

interface DecodedModel {
  metaGraphsList: {
    metaInfoDef: {tagsList: string[]};
    graphDef: {nodeList: {name: string; op: string; inputList: string[]; attrMap: [string, object][]}[]};
  }[];
}

function decode(nodes: readonly NodeDef[]): DecodedModel['metaGraphsList'][number] {
  return SavedModel.deserializeBinary(encodeSavedModel(nodes)).toObject().metaGraphsList[0]!;
}

test('TensorFlow’s own definitions read each node in order', () => {
  const nodes = [
    {name: 'x', op: 'Placeholder', inputs: [], attributes: {}},
    {name: 'some/node', op: 'Add', inputs: ['x', 'x:1', '^x'], attributes: {}},
  ];
  const {metaInfoDef, graphDef} = decode(nodes);
  expect(metaInfoDef.tagsList).toEqual(['serve']);
  expect(graphDef.nodeList).toMatchObject([
    {name: 'x', op: 'Placeholder', inputList: []},
    {name: 'some/node', op: 'Add', inputList: ['x', 'x:1', '^x']},
  ]);
});

test.each<[string, NodeAttribute, object]>([
  ['a string', {string: 'NHWC'}, {s: Buffer.from('NHWC').toString('base64')}],
  ['a negative integer', {int: -1}, {i: -1}],
  ['a float', {float: 0.5}, {f: 0.5}],
  ['a truth value', {bool: true}, {b: true}],
  ['a type', {type: 3}, {type: 3}],
  ['a shape', {shape: [-1, 384]}, {shape: {dimList: [{size: -1}, {size: 384}]}}],
  ['integers', {ints: [1, -2]}, {list: {iList: [1, -2]}}],
  ['floats', {floats: [0.25, 4]}, {list: {fList: [0.25, 4]}}],
  ['truth values', {bools: [true, false]}, {list: {bList: [true, false]}}],
  [
    'a tensor',
    {tensor: {dtype: 1, shape: [1, 2], content: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)}},
    {tensor: {dtype: 1, tensorShape: {dimList: [{size: 1}, {size: 2}]}, tensorContent: 'AQIDBAUGBwg='}},
  ],
])('TensorFlow’s own definitions read %s', (_, value, expected) => {
  const {graphDef} = decode([{name: 'node', op: 'Op', inputs: [], attributes: {value}}]);
  expect(graphDef.nodeList[0]!.attrMap).toMatchObject([['value', expected]]);
});
