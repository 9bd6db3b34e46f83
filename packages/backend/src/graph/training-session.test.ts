import {afterEach, describe, expect, test} from 'vitest';
import {nativeBackend} from '../native-backend.js';
import {tf} from '../tensorflow.js';
import {
  type AdamWOptions,
  compileTraining,
  type Feeds,
  GraphError,
  type TrainingSession,
  type WeightedBatch,
} from './index.js';
import {ReferenceTraining} from './reference-training.js';
import {logitsFeeds, lossFeeds, tinyBatch, tinyLogits, tinyLoss, tinyWeights} from './tiny-classifier.js';

const optimizer = {
  maxGradientNorm: 0.5,
  weightDecay: (name: string) => (name.includes('norm') || name.endsWith('bias') ? 0 : 0.01),
};
const shapes = [
  [4, 7],
  [2, 11],
  [4, 7],
  [5, 3],
  [1, 9],
  [3, 12],
  [1, 1],
] as const;
const learningRate = 1e-3;
const sessions: {dispose(): void}[] = [];

function compile(rate = 0, options: Partial<AdamWOptions> = optimizer, lanes = 1): TrainingSession<'logits'> {
  const trainable = tinyWeights();
  const session = compileTraining({
    trainable,
    loss: {feeds: lossFeeds, compute: (feeds, weights) => tinyLoss(feeds, weights, rate)},
    optimizer: options,
    lanes,
    functions: {
      logits: {feeds: logitsFeeds, compute: (feeds, weights) => ({logits: tinyLogits(feeds, weights)})},
    },
  });
  tf.dispose(trainable);
  sessions.push(session);
  return session;
}

function batch(step: number): tf.NamedTensorMap {
  const [rows, tokens] = shapes[step % shapes.length]!;
  return tinyBatch(rows, tokens, step);
}

function one(feeds: Feeds): WeightedBatch[] {
  return [{feeds, weight: 1}];
}

/**
 * Leaves out the bias of the keys: it cancels in the softmax, so its gradient is rounding alone, which Adam
 * turns into steps of the size of the learning rate.
 */
function largestDifference(
  all: Record<string, Float32Array>,
  expected: Record<string, Float32Array>,
): number {
  expect(Object.keys(all)).toEqual(Object.keys(expected));
  const {'key/bias': _, ...a} = all;
  const b = expected;
  return Math.max(
    ...Object.keys(a).flatMap((name) => [...a[name]!].map((x, i) => Math.abs(x - b[name]![i]!))),
  );
}

function valuesOf(session: TrainingSession<'logits'>): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(session.weights()).map(([name, {values}]) => [name, values]));
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
  tf.disposeVariables();
});

describe('a compiled training step', () => {
  test('follows PyTorch’s AdamW on eager gradients over batches of changing shapes', () => {
    const session = compile();
    const reference = new ReferenceTraining(tinyWeights(), tinyLoss, optimizer);
    for (let step = 0; step < 20; step++) {
      const feeds = batch(step);
      const expected = reference.step([{feeds, weight: 1}], learningRate);
      const {loss, gradientNorm} = session.step(one(feeds), learningRate);
      expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5);
      expect(Math.abs(gradientNorm / expected.gradientNorm - 1)).toBeLessThan(1e-5);
    }
    expect(session.steps).toBe(20);
    expect(largestDifference(valuesOf(session), reference.weights())).toBeLessThan(1e-5);
  });

  test('gives each variable the rate that its factor says', () => {
    const rateFactor = (name: string) =>
      name.startsWith('embeddings') || name === 'words' ? 0.25 : name.startsWith('query') ? 0.5 : 1;
    const options = {...optimizer, rateFactor};
    const session = compile(0, options);
    const reference = new ReferenceTraining(tinyWeights(), tinyLoss, options);
    for (let step = 0; step < 5; step++) {
      session.step(one(batch(step)), learningRate);
      reference.step([{feeds: batch(step), weight: 1}], learningRate);
    }
    expect(largestDifference(valuesOf(session), reference.weights())).toBeLessThan(1e-5);
  });

  test('scales gradients down to the norm that is allowed', () => {
    const session = compile();
    const reference = new ReferenceTraining(tinyWeights(), tinyLoss, optimizer);
    const {gradientNorm} = session.step(one(batch(0)), learningRate);
    reference.step([{feeds: batch(0), weight: 1}], learningRate);
    expect(gradientNorm).toBeGreaterThan(optimizer.maxGradientNorm);
    const expected = reference.means()['classifier/kernel']!;
    const differences = session
      .state()
      .means['classifier/kernel']!.values.map((value, i) => Math.abs(value / expected[i]! - 1));
    expect(Math.max(...differences)).toBeLessThan(2e-5);
  });

  test('draws the same dropout in the graph as in eager code', () => {
    const session = compile(0.3);
    const reference = new ReferenceTraining(
      tinyWeights(),
      (feeds, weights) => tinyLoss(feeds, weights, 0.3),
      optimizer,
    );
    const losses = new Set<number>();
    for (let step = 0; step < 5; step++) {
      const feeds = {...tinyBatch(3, 5, 1), step: tf.scalar(step, 'int32')};
      const expected = reference.step([{feeds, weight: 1}], 0);
      const {loss} = session.step(one(feeds), 0);
      expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5);
      losses.add(loss);
    }
    expect(losses.size).toBe(5);
  });

  test.each([1, 2, 4])('adds up the gradients of several batches by their weights, in %i lanes', (lanes) => {
    const session = compile(0, optimizer, lanes);
    const reference = new ReferenceTraining(tinyWeights(), tinyLoss, optimizer);
    for (let step = 0; step < 6; step++) {
      const batches = [0, 1, 2].map((part) => ({
        feeds: batch(3 * step + part),
        weight: [0.5, 0.2, 0.3][part]!,
      }));
      const expected = reference.step(batches, learningRate);
      const {loss, gradientNorm} = session.step(batches, learningRate);
      expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5);
      expect(Math.abs(gradientNorm / expected.gradientNorm - 1)).toBeLessThan(1e-5);
    }
    expect(largestDifference(valuesOf(session), reference.weights())).toBeLessThan(1e-5);
  });

  test('gives the same bits in two sessions', () => {
    const [first, second] = [compile(0.1), compile(0.1)];
    for (let step = 0; step < 30; step++) {
      const feeds = batch(step);
      expect(first.step(one(feeds), learningRate)).toEqual(second.step(one(feeds), learningRate));
    }
    expect(valuesOf(first)).toEqual(valuesOf(second));
  });

  test('goes on from a restored state with the same bits', () => {
    const [whole, resumed] = [compile(0.1), compile(0.1)];
    for (let step = 0; step < 8; step++) whole.step(one(batch(step)), learningRate);
    const state = whole.state();
    const copy = structuredClone(state);
    for (let step = 8; step < 16; step++) whole.step(one(batch(step)), learningRate);

    resumed.step(one(batch(99)), learningRate);
    resumed.restore(state);
    for (let step = 8; step < 16; step++) resumed.step(one(batch(step)), learningRate);
    expect(valuesOf(resumed)).toEqual(valuesOf(whole));
    expect(resumed.steps).toBe(16);
    expect(state).toEqual(copy);
  });

  test('evaluates with the trained weights and without changing them', () => {
    const session = compile();
    for (let step = 0; step < 3; step++) session.step(one(batch(step)), learningRate);
    const before = valuesOf(session);
    const {inputIds, attentionMask} = batch(5);
    const {logits} = session.graph.run('logits', {inputIds: inputIds!, attentionMask: attentionMask!});
    const weights = Object.fromEntries(
      Object.entries(session.weights()).map(([name, {values, shape}]) => [
        name,
        tf.tensor(values, [...shape]),
      ]),
    );
    const expected = tinyLogits({inputIds: inputIds!, attentionMask: attentionMask!}, weights);
    const differences = expected.dataSync().map((value, i) => Math.abs(value - logits!.values[i]!));
    expect(logits!.shape).toEqual([3, 3]);
    expect(Math.max(...differences)).toBeLessThan(1e-6);
    expect(valuesOf(session)).toEqual(before);
  });

  test('leaves frozen variables alone', () => {
    const {words, positions, ...trainable} = tinyWeights();
    const session = compileTraining({
      trainable,
      frozen: {words: words!, positions: positions!},
      loss: {feeds: lossFeeds, compute: tinyLoss},
    });
    sessions.push(session);
    session.step(one(batch(0)), learningRate);
    expect(session.graph.read(['words']).words!.values).toEqual(words!.dataSync());
    expect(Object.keys(session.weights())).toEqual(Object.keys(trainable));
  });

  test('holds no more tensors after 300 steps', () => {
    const session = compile(0.1);
    const counts = () => [tf.memory().numTensors, nativeBackend().binding.getNumOfTensors()];
    const arrays = (step: number) => {
      const feeds = batch(step);
      const fed = Object.entries(feeds).map(([name, tensor]) => [
        name,
        {shape: tensor.shape, values: tensor.dataSync() as Int32Array},
      ]);
      tf.dispose(feeds);
      return Object.fromEntries(fed);
    };
    session.step(one(arrays(0)), learningRate);
    const before = counts();
    for (let step = 1; step <= 300; step++) session.step(one(arrays(step)), learningRate);
    session.state();
    expect(counts()).toEqual(before);
  });
});

test('a variable that the loss does not use is named', () => {
  const unused = tf.zeros([2]);
  const compileUnused = () =>
    compileTraining({
      trainable: {...tinyWeights(), unused},
      loss: {feeds: lossFeeds, compute: tinyLoss},
    });
  expect(compileUnused).toThrow(GraphError);
  expect(compileUnused).toThrow(
    'The loss has no gradient for unused.\n  Make them frozen variables, or use them in the loss.',
  );
});
