import {tf} from '@retune/backend';
import {readClassifierWeights} from '@retune/encoder';
import {
  GOLDEN_MODELS,
  goldenSource,
  largestDifference,
  readGolden,
  unpaddedInputIds,
} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {graphClassifier} from './graph-classifier.js';

test.each(GOLDEN_MODELS)(
  'the graph of %s gives the logits of transformers and leaves no tensor',
  async (model) => {
    const golden = readGolden(model);
    const weights = await readClassifierWeights(goldenSource(model));
    const before = tf.memory().numTensors;
    const classifier = graphClassifier(weights);
    const logits = await classifier.logits(unpaddedInputIds(golden));
    classifier.dispose();
    expect(largestDifference(logits, golden.logits)).toBeLessThan(1e-4);
    expect(tf.memory().numTensors).toBe(before);
  },
);
