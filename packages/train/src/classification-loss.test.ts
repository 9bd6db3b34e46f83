import {tf} from '@retune/backend';
import {largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {classificationLoss} from './classification-loss.js';
import {softTargets} from './soft-targets.js';
import {type GoldenLoss, trainingGolden} from './testing/training-golden.js';

function lossAndGradient({logits, labels, focalGamma, ...targets}: Omit<GoldenLoss, 'loss' | 'gradient'>) {
  return tf.tidy(() => {
    const values = tf.tensor2d(softTargets(labels, targets), [labels.length, targets.classWeights.length]);
    const lossOf = (x: tf.Tensor) => classificationLoss(x, values, focalGamma);
    const {value, grad} = tf.valueAndGrad(lossOf)(tf.tensor2d(logits));
    return {loss: value.dataSync()[0] as number, gradient: [...grad.dataSync()]};
  });
}

test.each(trainingGolden.losses)('$name: loss and gradient are those of torch', (golden) => {
  const {loss, gradient} = lossAndGradient(golden);
  expect(Math.abs(loss / golden.loss - 1)).toBeLessThan(1e-5);
  expect(largestDifference([gradient], [golden.gradient.flat()])).toBeLessThan(1e-6);
});

test.each([0.5, 1, 2])(
  'the focal loss with gamma %d has a finite gradient where a row is certain',
  (gamma) => {
    const certain = {name: '', logits: [[200, 0]], labels: [0], classWeights: [1, 1], labelSmoothing: 0};
    const {loss, gradient} = lossAndGradient({...certain, focalGamma: gamma});
    expect(loss).toBeCloseTo(0, 12);
    expect(gradient.every(Number.isFinite)).toBe(true);
  },
);
