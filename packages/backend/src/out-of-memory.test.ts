import {expect, test} from 'vitest';
import {compileFunctions} from './graph/index.js';
import {outOfMemory} from './out-of-memory.js';
import {tf} from './tensorflow.js';

const advice = {where: 'train.batchSize', mend: 'Set a smaller one.'};
/** Its product with itself has 2^42 elements. */
const rows = 2 ** 21;

const computations: [string, () => void][] = [
  [
    'a graph',
    () => {
      const session = compileFunctions({
        variables: {},
        functions: {
          products: {
            feeds: {x: {dtype: 'float32', shape: ['rows', 1]}},
            compute: ({x}) => ({y: x!.matMul(x!, false, true).max()}),
          },
        },
      });
      session.run('products', {x: {shape: [rows, 1], values: new Float32Array(rows)}});
    },
  ],
  [
    'an operation',
    () => {
      const x = tf.zeros([rows, 1]);
      x.matMul(x, false, true);
    },
  ],
];

test.each(computations)('that memory runs out is told where %s needs too much', (_, compute) => {
  const error = errorOf(compute);
  expect(outOfMemory(error, advice)?.message).toMatch(
    /^train\.batchSize: memory ran out at a tensor of shape \[2097152,2097152\]\n {2}Set a smaller one\.$/,
  );
});

test('an array that JavaScript finds no room for is told too', () => {
  const error = new RangeError('Array buffer allocation failed');
  expect(outOfMemory(error, advice)?.message).toBe('train.batchSize: memory ran out\n  Set a smaller one.');
});

test('other errors are left as they are', () => {
  expect(
    outOfMemory(
      errorOf(() => tf.zeros([2, 3]).matMul(tf.zeros([2, 3]))),
      advice,
    ),
  ).toBeUndefined();
});

function errorOf(compute: () => void): unknown {
  try {
    compute();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
