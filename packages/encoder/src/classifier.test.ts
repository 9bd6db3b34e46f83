import {tf} from '@retune/backend';
import {describe, expect, test} from 'vitest';
import {loadClassifier} from './classifier.js';
import {GOLDEN_MODELS, goldenSource, readGolden, unpaddedInputIds} from './testing/golden.js';
import {largestDifference} from './testing/largest-difference.js';

describe.each(GOLDEN_MODELS)('%s', (model) => {
  test('logits are those of transformers, whatever the padding and the batch', async () => {
    const golden = readGolden(model);
    const classifier = await loadClassifier(goldenSource(model));
    const logits = await classifier.logits(unpaddedInputIds(golden));
    expect(largestDifference(logits, golden.logits)).toBeLessThan(1e-4);
    const alone = await classifier.logits([unpaddedInputIds(golden)[3] as number[]]);
    expect(largestDifference(alone, golden.logits.slice(3, 4))).toBeLessThan(1e-4);
    classifier.dispose();
  });

  test('hidden states after each layer are those of transformers', async () => {
    const golden = readGolden(model);
    const classifier = await loadClassifier(goldenSource(model));
    for (const [layers, expected] of golden.hidden_state_first_token_by_layer.entries()) {
      const hiddenStates = await classifier.hiddenStates(unpaddedInputIds(golden), layers);
      const first = hiddenStates.slice(0, 2).map((row) => row.subarray(0, classifier.config.hiddenSize));
      expect(largestDifference(first, expected)).toBeLessThan(1e-4);
    }
    classifier.dispose();
  });
});

test('a row of hidden states has as many values as it has tokens, without padding', async () => {
  const classifier = await loadClassifier(goldenSource('tiny-bert'));
  const rows = [
    [2, 13, 3],
    [2, 3],
    [2, 13, 61, 384, 3],
  ];
  const hiddenStates = await classifier.hiddenStates(rows, 2);
  expect(hiddenStates.map((row) => row.length / 48)).toEqual([3, 2, 5]);
  classifier.dispose();
});

test('labels in another order get the logits in that order', async () => {
  const source = goldenSource('tiny-bert');
  const golden = readGolden('tiny-bert');
  const classifier = await loadClassifier({...source, labels: source.labels.toReversed()});
  const logits = await classifier.logits(unpaddedInputIds(golden));
  expect(
    largestDifference(
      logits,
      golden.logits.map((row) => row.toReversed()),
    ),
  ).toBeLessThan(1e-4);
  classifier.dispose();
});

test('other labels get a new head, the same for the same seed', async () => {
  const rows = [[2, 13, 61, 3]];
  const logitsOf = async (headSeed: number) => {
    const classifier = await loadClassifier({
      ...goldenSource('tiny-bert'),
      labels: ['spam', 'ham'],
      headSeed,
    });
    const logits = await classifier.logits(rows);
    classifier.dispose();
    return Array.from(logits[0] as Float32Array);
  };
  const first = await logitsOf(1);
  expect(first).toHaveLength(2);
  expect(await logitsOf(1)).toEqual(first);
  expect(await logitsOf(2)).not.toEqual(first);
});

test('a disposed classifier leaves no tensor behind', async () => {
  const before = tf.memory().numTensors;
  const classifier = await loadClassifier(goldenSource('tiny-distilbert'));
  await classifier.logits([
    [2, 13, 3],
    [2, 3],
  ]);
  classifier.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
