import {readClassifierWeights} from '@retune/encoder';
import {goldenSource, readGolden, unpaddedInputIds} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {classifierProgram, withWholeTable} from './classifier-program.js';
import {GraphExecutor} from './graph-executor.js';
import {tokensInput} from './model-input.js';
import {trainParams} from './params.js';
import {stepFeeds} from './training-program.js';
import {UsedWords} from './used-words.js';

test('training the rows of the words that texts use trains as the whole table would', async () => {
  const source = goldenSource('tiny-roberta');
  const weights = await readClassifierWeights(source);
  // Texts of few words, so that most of the table has no gradient.
  const texts = unpaddedInputIds(readGolden('tiny-roberta')).slice(0, 3);
  const params = trainParams.parse({weightDecay: 5, layerDecay: 0.9});
  const words = new UsedWords(texts, weights.config.vocabularySize);
  const learningRates = [1e-3, 2e-3, 1e-3, 5e-4];

  const trainedBy = (used: UsedWords | undefined) => {
    const input = tokensInput(weights.config, texts, {frozenLayers: 'none', words: used});
    const program = classifierProgram(weights, {
      ...{input, frozenLayers: 'none', params, words: used},
      classWeights: source.labels.map(() => 1),
    });
    const executor = new GraphExecutor(program);
    const losses = learningRates.map((rate, step) => {
      const batch = {rows: [step % 3, (step + 1) % 3], labels: [0, 1], dropoutSeed: [1, step] as const};
      return executor.step([{feeds: stepFeeds(program, batch), weight: 1}], rate).loss;
    });
    const trained = executor.weights();
    executor.dispose();
    return {
      losses,
      trained: used ? withWholeTable(program, trained, {weights, words: used, learningRates}) : trained,
    };
  };

  const [whole, part] = [trainedBy(undefined), trainedBy(words)];
  part.losses.forEach((loss, step) => {
    expect(loss).toBeCloseTo(whole.losses[step] as number, 5);
  });
  expect([...part.trained.keys()]).toEqual([...whole.trained.keys()]);
  for (const [name, {shape, data}] of whole.trained) {
    const other = part.trained.get(name)!;
    expect(other.shape).toEqual(shape);
    // Adam makes a step of a rate's size of a gradient that is nothing but rounding.
    const furthest = data.reduce((most, value, i) => Math.max(most, Math.abs(value - other.data[i]!)), 0);
    expect(furthest, name).toBeLessThan(1e-4);
  }
});
