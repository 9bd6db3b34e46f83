import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {nativeBackend} from '../native-backend.js';
import {tf} from '../tensorflow.js';
import {compileFunctions, type FeedSpec, type GraphFunction, type GraphSession} from './index.js';
import {logitsFeeds, tinyBatch, tinyLogits, tinyWeights} from './tiny-classifier.js';

const sessions: GraphSession[] = [];

function compile<Name extends string>(
  functions: Record<Name, GraphFunction>,
  variables: tf.NamedTensorMap = {},
): GraphSession<Name> {
  const session = compileFunctions({variables, functions});
  sessions.push(session);
  return session;
}

/** Runs `compute` on x [batch, tokens, 4], compiled and eagerly, at several sizes. */
function expectAsEager(compute: (x: tf.Tensor3D) => tf.Tensor): void {
  const feeds: Record<string, FeedSpec> = {x: {dtype: 'float32', shape: ['batch', 'tokens', 4]}};
  const session = compile({f: {feeds, compute: ({x}) => ({y: compute(x as tf.Tensor3D)})}});
  for (const [batch, tokens] of [
    [2, 3],
    [1, 1],
    [6, 1],
    [1, 9],
    [5, 11],
  ] as const) {
    const x = tf.randomNormal([batch, tokens, 4], 0, 1, 'float32', batch) as tf.Tensor3D;
    const expected = compute(x);
    const {y} = session.run('f', {x});
    expect(y!.shape).toEqual(expected.shape);
    const differences = expected.dataSync().map((value, i) => Math.abs(value - y!.values[i]!));
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  }
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
});

describe('a compiled function equals the eager one at any sizes:', () => {
  const size = (x: tf.Tensor) => x.shape as [number, number, number];
  test.each<[string, (x: tf.Tensor3D) => tf.Tensor]>([
    ['a reshape that joins two dimensions', (x) => x.reshape([size(x)[0] * size(x)[1], 4])],
    ['a reshape with two sizes', (x) => x.reshape([size(x)[0], 2, size(x)[1], 2])],
    ['a constant of a varying shape', (x) => x.mul(tf.ones(size(x)))],
    ['a constant filled with a size', (x) => x.mul(tf.fill([size(x)[0], 1, 1], size(x)[1]))],
    ['a scale by the inverse of a size', (x) => x.mul(1 / size(x)[0])],
    ['a scale by a ratio of sizes', (x) => x.mul((3 * size(x)[0]) / size(x)[1])],
    ['a mean over two dimensions', (x) => x.mean([0, 1])],
    ['the first token', (x) => x.slice([0, 0, 0], [size(x)[0], 1, 4])],
    ['the last token', (x) => x.slice([0, size(x)[1] - 1, 0], [size(x)[0], 1, 4])],
    ['numbered positions', (x) => x.add(tf.range(0, size(x)[1], 1, 'float32').reshape([1, size(x)[1], 1]))],
    ['a tile', (x) => x.tile([2, size(x)[1], 1])],
    ['a new axis', (x) => x.expandDims(1).add(x.expandDims(2))],
    ['a transpose', (x) => x.transpose([1, 2, 0])],
    ['a concatenation', (x) => tf.concat([x, x.neg()], 1)],
    ['a split', (x) => tf.split(x, 2, 2)[1]!],
    ['an unstacked row', (x) => tf.unstack(x, 2)[3]!],
    [
      'padding by a size',
      (x) =>
        x.pad([
          [0, 0],
          [0, 2 * size(x)[1]],
          [1, 0],
        ]),
    ],
    ['a softmax of products', (x) => tf.softmax(x.matMul(x, false, true))],
    ['a choice by comparison', (x) => tf.where(x.greater(0), x, tf.zerosLike(x))],
    ['a one-hot of indices', (x) => tf.oneHot(x.argMax(2).cast('int32'), 4).cast('float32')],
    ['a cumulative sum', (x) => tf.cumsum(x, 1)],
    ['the feed itself', (x) => x],
    [
      'a gradient that pads',
      (x) =>
        tf.grad((y) =>
          y
            .slice([0, 0, 0], [size(x)[0], 1, 4])
            .square()
            .sum(),
        )(x),
    ],
    ['a gradient of a mean', (x) => tf.grad((y) => y.square().mean())(x)],
  ])('%s', (_, compute) => expectAsEager(compute));
});

test('half-precision feeds arrive as the float32 numbers that they are', () => {
  const feeds: Record<string, FeedSpec> = {x: {dtype: 'half', shape: ['rows', 3]}};
  const session = compile({double: {feeds, compute: ({x}) => ({y: x!.mul(2)})}});
  // 1, -2, 65504 (the largest), 2^-24 (the smallest), 0.333251953125, 0
  const values = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555, 0x0000);
  const {y} = session.run('double', {x: {shape: [2, 3], values}});
  expect(y!.shape).toEqual([2, 3]);
  expect([...y!.values]).toEqual([2, -4, 131008, 2 ** -23, 0.66650390625, 0]);
});

test('truth values go in and out', () => {
  const feeds: Record<string, FeedSpec> = {keep: {dtype: 'bool', shape: ['rows']}};
  const session = compile({not: {feeds, compute: ({keep}) => ({dropped: tf.logicalNot(keep!)})}});
  const {dropped} = session.run('not', {keep: {shape: [3], values: Uint8Array.of(1, 0, 1)}});
  expect(dropped!.values).toEqual(Uint8Array.of(0, 1, 0));
});

test('a fused model gives the logits of the eager one', () => {
  const weights = tinyWeights();
  const compute: GraphFunction['compute'] = (feeds, variables) => ({logits: tinyLogits(feeds, variables)});
  const session = compile({fused: {feeds: logitsFeeds, compute, fuse: true}}, weights);
  const {inputIds, attentionMask} = tinyBatch(5, 11, 3) as Record<'inputIds' | 'attentionMask', tf.Tensor>;
  const {logits} = session.run('fused', {inputIds, attentionMask});
  const expected = tinyLogits({inputIds, attentionMask}, weights).dataSync();
  expect(Math.max(...expected.map((value, i) => Math.abs(value - logits!.values[i]!)))).toBeLessThan(1e-5);
});

test.each([
  ['first', [4, 3], [4, 2], true, false],
  ['second', [3, 4], [2, 4], false, true],
] as const)(
  'a fused product takes its %s factor transposed',
  (_, left, right, transposeLeft, transposeRight) => {
    const weights = {left: tf.randomNormal([...left]), right: tf.randomNormal([...right])};
    const compute: GraphFunction['compute'] = (_feeds, {left, right}) => ({
      product: tf.matMul(left!, right!, transposeLeft, transposeRight),
    });
    const session = compile({multiply: {feeds: {}, compute, fuse: true}}, weights);
    const expected = compute({}, weights).product!.dataSync();
    const {product} = session.run('multiply', {});
    expect(Math.max(...expected.map((value, i) => Math.abs(value - product!.values[i]!)))).toBeLessThan(1e-5);
  },
);

describe('a session', () => {
  const x: FeedSpec = {dtype: 'float32', shape: ['rows']};
  const scaled: GraphFunction = {
    feeds: {x},
    compute: (feeds, {scale}) => ({product: feeds.x!.mul(scale!), sum: feeds.x!.add(scale!)}),
  };
  const two = {shape: [2], values: Float32Array.of(1, 2)};

  test('computes only the outputs that are asked for', () => {
    const session = compile({scaled}, {scale: tf.scalar(3)});
    expect(Object.keys(session.run('scaled', {x: two}, ['sum']))).toEqual(['sum']);
  });

  test('leaves results as tensors where asked, and counts them', () => {
    const session = compile({scaled}, {scale: tf.scalar(3)});
    const before = tf.memory().numTensors;
    const {product, sum} = session.runTensors([{name: 'scaled', feeds: {x: two}}])[0]!;
    expect([...product!.dataSync()]).toEqual([3, 6]);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([product!, sum!]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('shares nothing with another of the same names', () => {
    const [first, second] = [3, 5].map((scale) => compile({scaled}, {scale: tf.scalar(scale)}));
    first!.assign({scale: tf.scalar(7)});
    expect([...first!.run('scaled', {x: two}).product!.values]).toEqual([7, 14]);
    expect([...second!.run('scaled', {x: two}).product!.values]).toEqual([5, 10]);
  });

  test('keeps its variables apart from the arrays that they came from and go to', () => {
    const session = compile({}, {scale: tf.zeros([4096])});
    const ones = new Float32Array(4096).fill(1);
    // The native library uses an array in place where its address is a multiple of 64: one of four is.
    for (const offset of [0, 16, 32, 48]) {
      const values = new Float32Array(new ArrayBuffer(4 * 4096 + 64), offset, 4096).fill(1);
      session.assign({scale: {shape: [4096], values}});
      values.fill(9);
      const {scale} = session.read(['scale']);
      expect(scale!.values).toEqual(ones);
      scale!.values.fill(8);
      expect(session.read(['scale']).scale!.values).toEqual(ones);
    }
  });

  test('holds no tensors of its own beside its variables', () => {
    const scale = tf.scalar(3).square(); // has reached the native library, unlike values that nothing used yet
    const counts = () => [tf.memory().numTensors, nativeBackend().binding.getNumOfTensors()];
    const before = counts();
    const session = compile({scaled}, {scale});
    session.run('scaled', {x: two});
    session.assign({scale: {shape: [], values: Float32Array.of(2)}});
    session.read(['scale']);
    expect(counts()).toEqual(before);
    session.dispose();
  });

  test('takes no runs once it is disposed, which may happen twice', () => {
    const session = compile({scaled}, {scale: tf.scalar(3)});
    session.dispose();
    session.dispose();
    expect(() => session.run('scaled', {x: two})).toThrow('is closed');
  });

  test('leaves no file behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'graph-session-'));
    const temporary = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      compile({scaled}, {scale: tf.scalar(3)});
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (temporary === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = temporary;
      rmSync(folder, {recursive: true});
    }
  });

  test.each<[string, Parameters<GraphSession['run']>[1], string]>([
    ['missing', {}, 'feed "x" of graph function "scaled" is missing'],
    ['unknown', {x: two, y: two}, 'feed "y" of graph function "scaled" is unknown'],
    ['of a wrong type', {x: {shape: [1], values: Int32Array.of(1)}}, 'is int32, not float32'],
    ['of a wrong rank', {x: {shape: [1, 1], values: Float32Array.of(1)}}, 'has shape [1, 1], not [rows]'],
  ])('refuses a feed that is %s', (_, feeds, message) => {
    const session = compile({scaled}, {scale: tf.scalar(3)});
    expect(() => session.run('scaled', feeds)).toThrow(message);
    expect([...session.run('scaled', {x: two}).product!.values]).toEqual([3, 6]);
  });

  test('refuses feeds that disagree on a dimension', () => {
    const feeds = {a: x, b: x};
    const session = compile({added: {feeds, compute: ({a, b}) => ({c: a!.add(b!)})}});
    const three = {shape: [3], values: new Float32Array(3)};
    expect(() => session.run('added', {a: two, b: three})).toThrow(
      'feed "b" of graph function "added" has shape [3], not [rows=2]',
    );
  });
});
