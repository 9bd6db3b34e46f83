import {expect, test} from 'vitest';
import {nativeBackend} from '../native-backend.js';
import {tf} from '../tensorflow.js';
import {GraphBuilder} from './graph-builder.js';
import {compileFunctions, type FeedSpec, GraphError, type GraphProblem} from './index.js';
import {NativeSession} from './native-session.js';

const feeds: Record<string, FeedSpec> = {x: {dtype: 'float32', shape: ['batch', 4]}};

const outside = tf.scalar(2).square();

/** The error of compiling a function of x [batch, 4], without the lines of this file. */
function compileError(compute: (x: tf.Tensor) => tf.Tensor): {problem: GraphProblem; message: string} {
  try {
    compileFunctions({
      variables: {},
      functions: {f: {feeds, compute: ({x}) => ({y: compute(x!)})}},
    }).dispose();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return {problem: error.problem, message: error.message.replace(/graph-error.test.ts:\d+/g, 'file:line')};
  }
  throw new Error('the function compiled');
}

test('a function that reads values is refused with its name', () => {
  const {problem, message} = compileError(function halveUnlessNegative(x) {
    return x.sum().dataSync()[0]! < 0 ? x : x.div(2);
  });
  expect(problem.kind).toBe('values-read');
  expect(message).toBe(
    'halveUnlessNegative (file:line) reads the values of the result of Sum, which a graph cannot follow.\n' +
      '  Compute with the tensor itself, or feed the values.',
  );
});

test('values that are read last are refused too', () => {
  const {problem} = compileError((x) => {
    const y = x.square();
    y.dataSync();
    return y;
  });
  expect(problem).toMatchObject({kind: 'values-read', of: 'the result of Square'});
});

test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
  ['the feed x', (x) => x],
  ['a tensor made outside the function', () => outside],
  [
    'a constant',
    (x) => {
      const two = tf.scalar(2);
      x.mul(two); // Until an operation uses it, a constant's values are JavaScript's own.
      return two;
    },
  ],
])('a read of %s is refused as that', (of, tensorOf) => {
  const {problem} = compileError((x) => x.mul(tensorOf(x).dataSync()[0]!));
  expect(problem).toMatchObject({kind: 'values-read', of});
});

test('a tensor from outside is refused with the operation that uses it', () => {
  const {message} = compileError(function scaleBy(x) {
    return x.mul(outside);
  });
  expect(message).toBe(
    'Mul in scaleBy (file:line) uses a tensor made outside the function.\n' +
      '  Pass it as a variable or a feed, or make it inside.',
  );
});

test('a branch on a size is refused with both operations', () => {
  const {message} = compileError(function branch(x) {
    return x.shape[0]! > 6 ? x.square() : x.neg();
  });
  expect(message).toBe(
    'branch (file:line) makes Neg(0:0) {T=1} at one shape and Square(0:0) {T=1} at another.\n' +
      "  Don't branch on a symbolic dimension.",
  );
});

test('noise drawn in JavaScript is refused', () => {
  const {problem, message} = compileError(function noisy(x) {
    return tf.dropout(x, 0.5);
  });
  expect(problem.kind).toBe('constant-varies');
  expect(message).toMatch(
    /^\w+ in noisy \(file:line\) uses a constant that varies without a rule: \[5, 4\] of /,
  );
});

test('an operation that the native library does not have is named', () => {
  const builder = new GraphBuilder();
  builder.add('node', 'NoSuchOperation', []);
  const load = () => new NativeSession(builder);
  expect(load).toThrow(GraphError);
  expect(load).toThrow(/^TensorFlow refused the graph: .*'NoSuchOperation'/);
});

test('a name that no node can have is refused', () => {
  const compileNamed = () => compileFunctions({variables: {'a,b': tf.scalar(1)}, functions: {}});
  expect(compileNamed).toThrow('"variables/a,b/handle" cannot name a node');
});

test('a failed run names the code that was traced and closes the session', () => {
  const specs: Record<string, FeedSpec> = {ids: {dtype: 'int32', shape: ['rows']}};
  const session = compileFunctions({
    variables: {table: tf.ones([3, 2])},
    functions: {
      lookup: {
        feeds: specs,
        compute: function lookUp({ids}, {table}) {
          return {rows: tf.gather(table!, ids as tf.Tensor1D)};
        },
      },
    },
  });
  const tensors = nativeBackend().binding.getNumOfTensors();
  const run = () => session.run('lookup', {ids: {shape: [2], values: Int32Array.of(1, 9)}});
  expect(run).toThrow(
    /^The graph function "lookup" failed at GatherV2 in \S*lookUp \(graph-error.test.ts:\d+\): .*indices\[1\] = 9 is not in \[0, 3\)/,
  );
  expect(run).toThrow('the session of graph function "lookup" is stopped by an earlier failure');
  expect(nativeBackend().binding.getNumOfTensors()).toBe(tensors);
  session.dispose();
});

test('recording ends with the function, also when it throws', () => {
  const {binding} = nativeBackend();
  expect(() =>
    compileError(() => {
      throw new Error('inside');
    }),
  ).toThrow('inside');
  expect(nativeBackend().binding).toBe(binding);
});
