import {largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {plainTensors} from './classifier-program.js';
import {EagerExecutor} from './eager-executor.js';
import {GraphExecutor} from './graph-executor.js';
import {tinyProgram} from './testing/tiny-program.js';
import {stepFeeds} from './training-program.js';

const params = {loraRank: 3, loraAlpha: 6, loraDropout: 0.2, freezePooler: false};

test('adapters, head and pooler are all that is trained, and merge into plain tensors', async () => {
  const program = await tinyProgram('tiny-bert', 2, {params});
  const attention = 'bert.encoder.layer.2.attention.self';
  const head = ['bert.pooler.dense.weight', 'bert.pooler.dense.bias', 'classifier.weight', 'classifier.bias'];
  const adapters = ['query', 'value'].flatMap((name) =>
    ['lora_A', 'lora_B'].map((matrix) => `${attention}.${name}.${matrix}.weight`),
  );
  expect([...program.trainable.keys()].sort()).toEqual([...adapters, ...head].sort());
  expect([...plainTensors(program, program.trainable).keys()].sort()).toEqual(
    [`${attention}.query.weight`, `${attention}.value.weight`, ...head].sort(),
  );
});

test('with adapters in all layers graph and eager steps are equal within rounding', async () => {
  const program = await tinyProgram('tiny-roberta', 'none', {params, dropout: 0.1});
  const [graph, eager] = [new GraphExecutor(program), new EagerExecutor(program)];
  for (let step = 0; step < 12; step++) {
    const rows = [step % 3, 3 + (step % 2), 6];
    const feeds = stepFeeds(program, {rows, labels: rows.map((row) => row % 6), dropoutSeed: [3, step]});
    const [one, other] = [graph.step([{feeds, weight: 1}], 3e-3), eager.step([{feeds, weight: 1}], 3e-3)];
    expect(Math.abs(one.loss - other.loss)).toBeLessThan(1e-4);
    expect(Math.abs(one.gradientNorm / other.gradientNorm - 1)).toBeLessThan(1e-3);
  }
  const [trained, reference] = [graph.weights(), eager.weights()];
  for (const [name, {data}] of trained) {
    expect(data, name).not.toEqual(program.trainable.get(name)?.data);
    expect(largestDifference([data], [reference.get(name)?.data ?? []]), name).toBeLessThan(1e-3);
  }
  graph.dispose();
  eager.dispose();
});
