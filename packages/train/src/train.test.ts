import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {loadClassifier, readSafetensors} from '@retune/encoder';
import {goldenSource, largestDifference} from '@retune/encoder/testing';
import type {StageEvent} from '@retune/stage';
import {describe, expect, test} from 'vitest';
import {examples, inputIds, labels} from './testing/train-inputs.js';
import {eager, historyOf, quick, settingsOf, trainRig} from './testing/train-rig.js';

const {run, writeTokens} = await trainRig();

/** The cross-entropy of the validation rows, whose labels go round. */
function meanLoss(logits: readonly Float32Array[]): number {
  const losses = logits.map(
    (row, i) => Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - (row[i % 6] as number),
  );
  return losses.reduce((a, b) => a + b) / losses.length;
}

describe('a trained model', () => {
  test('holds the tensors that were trained, the head before, the settings and the history', async () => {
    const output = await run(quick);
    const trained = await readSafetensors(join(output, 'model.safetensors'));
    expect(
      [...trained.keys()].every((name) => /^(bert\.encoder\.layer\.2|bert\.pooler|classifier)\./.test(name)),
    ).toBe(true);
    expect(trained.size).toBe(19);
    const untrained = await readSafetensors(join(output, 'untrained.safetensors'));
    expect([...untrained.keys()]).toEqual(['classifier.bias', 'classifier.weight']);
    expect(await settingsOf(output)).toMatchObject({
      architecture: 'bert',
      labels,
      frozenLayers: 2,
      layers: 3,
      learningRate: 1e-3,
      epochs: 3,
      maxSteps: 0,
      steps: 15,
      loraRank: 0,
      bestMetric: 'f1Weighted',
      seed: 42,
    });
    const history = await historyOf(output);
    expect(history('step')).toEqual([2, 4, 6, 8, 10, 12, 14, 15]);
    expect(history('validationF1').map((value) => value === null)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(history('epoch').at(-1)).toBe(3);
  });

  test('is that of the step with the best validation metric', async () => {
    const output = await run(eager);
    const {bestStep, bestValue} = await settingsOf(output);
    const history = await historyOf(output);
    const f1 = history('validationF1');
    expect(bestValue).toBe(Math.max(...f1.filter((value) => value !== null)));
    expect(f1[history('step').indexOf(bestStep)]).toBe(bestValue);
    const classifier = await loadClassifier({
      ...goldenSource('tiny-bert'),
      tuned: {weights: join(output, 'model.safetensors')},
    });
    const measured = history('validationLoss')[history('step').indexOf(bestStep)] as number;
    // Training read the hidden states in half precision.
    expect(meanLoss(await classifier.logits(inputIds.slice(24)))).toBeCloseTo(measured, 2);
    classifier.dispose();
  });

  test('has the same bytes when trained again', async () => {
    const first = await readFile(join(await run(quick), 'model.safetensors'));
    const second = await readFile(join(await run(quick), 'model.safetensors'));
    expect(second.equals(first)).toBe(true);
    const otherSeed = await readFile(join(await run({...quick, seed: 1}), 'model.safetensors'));
    expect(otherSeed.equals(first)).toBe(false);
  });

  test('learns to tell the texts it is trained on', async () => {
    const events: StageEvent[] = [];
    await run({...quick, epochs: 40, learningRate: 3e-3}, {emit: (event) => events.push(event)});
    const last = events.filter((event) => event.kind === 'progress').at(-1);
    expect(last).toMatchObject({done: 200, total: 200, unit: 'steps'});
    // Six classes by guessing give 1.8.
    expect(last?.values?.loss).toBeLessThan(0.8);
  });

  test('without features all parts are trained, the embeddings too', async () => {
    const output = await run({...eager, epochs: 1}, {withFeatures: false});
    const trained = await readSafetensors(join(output, 'model.safetensors'));
    expect(trained.has('bert.embeddings.word_embeddings.weight')).toBe(true);
    expect(trained.has('bert.pooler.dense.weight')).toBe(true);
    expect((await settingsOf(output)).frozenLayers).toBe('none');
  });

  test('holds the weights with merged adapters, by which the classifier gives the logits that were measured', async () => {
    const output = await run({...eager, loraRank: 4, learningRate: 1e-2});
    const trained = await readSafetensors(join(output, 'model.safetensors'));
    const attention = 'bert.encoder.layer.2.attention.self';
    expect([...trained.keys()].sort()).toEqual(
      [`${attention}.query.weight`, `${attention}.value.weight`].concat([
        'bert.pooler.dense.bias',
        'bert.pooler.dense.weight',
        'classifier.bias',
        'classifier.weight',
      ]),
    );
    const {bestStep} = await settingsOf(output);
    const history = await historyOf(output);
    const classifier = await loadClassifier({
      ...goldenSource('tiny-bert'),
      tuned: {weights: join(output, 'model.safetensors')},
    });
    const logits = await classifier.logits(inputIds.slice(24));
    classifier.dispose();
    // The cached hidden states are in half precision.
    expect(meanLoss(logits)).toBeCloseTo(
      history('validationLoss')[history('step').indexOf(bestStep)] as number,
      2,
    );
  });

  test('is nearly the same on cached hidden states and on the whole encoder with frozen layers', async () => {
    const settings = {...eager, hiddenDropout: 0, attentionDropout: 0, classifierDropout: 0};
    const cached = (await historyOf(await run(settings)))('trainLoss');
    const whole = (await historyOf(await run({...settings, frozenLayers: 2}, {withFeatures: false})))(
      'trainLoss',
    );
    // The cached ones are in half precision.
    expect(largestDifference([cached], [whole])).toBeLessThan(5e-3);
  });
});

test('a graph and eager execution give the same losses, with dropout', async () => {
  const compiled = (await historyOf(await run(quick)))('trainLoss');
  const reference = (await historyOf(await run(eager)))('trainLoss');
  expect(largestDifference([compiled], [reference])).toBeLessThan(1e-4);
});

test.each([
  [
    'weights that are not finite',
    1e39,
    /^train\.learningRate: training diverged at step 1: weights of \S+ that are/,
  ],
  [
    'weights too large to compute with',
    1e37,
    /^train\.learningRate: training diverged at step 1: train logits that are/,
  ],
])(
  'without validation rows a last update to %s is found before the model is written',
  async (_, rate, message) => {
    await writeTokens(
      examples.map((example) => ({...example, split: example.split === 'train' ? 'train' : 'test'})),
    );
    await expect(run({...eager, maxSteps: 1, warmupRatio: 0, learningRate: rate})).rejects.toThrow(message);
  },
);

test('training that diverges stops with step, loss and what to try', async () => {
  await expect(run({...eager, learningRate: 1e30})).rejects.toThrow(
    /^train\.learningRate: training diverged at step \d+: loss \S+, gradient norm \S+, learning rate \S+\n {2}Set a tenth of its peak \(train\.learningRate=1e\+29\)/,
  );
});
