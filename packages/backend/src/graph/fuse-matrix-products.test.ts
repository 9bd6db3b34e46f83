import {expect, test} from 'vitest';
import {tf} from '../tensorflow.js';
import type {GraphFunction} from './function-spec.js';
import {fuseMatrixProducts} from './fuse-matrix-products.js';
import {gelu} from './tiny-classifier.js';
import {traceFunction} from './traced-function.js';

const weights = {kernel: tf.ones([4, 4]), bias: tf.ones([4]), row: tf.ones([1, 4])};

/** The operations that a function of x [rows, 4] comes to. */
function operations(compute: (x: tf.Tensor2D, weights: tf.NamedTensorMap) => tf.Tensor): string[] {
  const definition: GraphFunction = {
    feeds: {x: {dtype: 'float32', shape: ['rows', 4]}},
    compute: ({x}, variables) => ({y: compute(x as tf.Tensor2D, variables)}),
  };
  const {nodes} = fuseMatrixProducts(traceFunction(definition, weights));
  return nodes.flatMap((node) => (node?.kind === 'operation' ? [node.op] : []));
}

test('a product of matrices with a bias and GELU takes the form that is fused', () => {
  expect(operations((x, {kernel, bias}) => gelu(x.matMul(kernel!).add(bias!)))).toEqual([
    'MatMul',
    'BiasAdd',
    'Mul',
    'Erf',
    'Add',
    'Mul',
    'Mul',
  ]);
});

test('a bias that stands first is a bias', () => {
  expect(operations((x, {kernel, bias}) => bias!.add(x.matMul(kernel!)))).toEqual(['MatMul', 'BiasAdd']);
});

test.each<[string, Parameters<typeof operations>[0]]>([
  ['a row is no bias', (x, {kernel, row}) => x.matMul(kernel!).add(row!)],
  ['a matrix is no bias', (x, {kernel}) => x.matMul(kernel!.matMul(kernel!).add(kernel!))],
  ['a sum of products is none', (x, {kernel}) => x.matMul(kernel!).add(x.matMul(kernel!, false, true))],
])('%s', (_, compute) => {
  expect(operations(compute)).not.toContain('BiasAdd');
});

test('products of batches stay as they are', () => {
  expect(
    operations((x, {kernel}) => x.reshape([-1, 2, 2]).matMul(kernel!.reshape([4, 2, 2]).slice(0, 1))),
  ).toContain('BatchMatMulV2');
});
