import {logitRows} from '@retune/metrics';
import {expect, test} from 'vitest';
import {summaryText} from './summary-text.js';
import {detailsOf} from './testing/details-of.js';
import {levelledRun, simulatedHistory} from './testing/simulated-run.js';

test('the summary sets the classifiers side by side, a dash where a metric has no value, findings below', () => {
  const right = [1, 0, 1, 1, 0, 1, 1, 1].map((label) => (label === 1 ? [-1, 1] : [2, 0]));
  const wrong = right.map(([a, b]) => [b as number, a as number]);
  const details = detailsOf(
    [1, 0, 1, 1, 0, 1, 1, 1],
    [
      {name: 'tuned', logits: logitRows(right, 2)},
      {name: 'untrained', logits: logitRows(wrong, 2)},
      {name: 'bagOfWords', logits: logitRows([...right.slice(0, 7), [1, 0]], 2)},
    ],
  );
  expect(summaryText(details)).toBe(
    [
      'test split, 8 rows              tuned    untrained  bag of words',
      'accuracy                       1.0000       0.0000        0.8750',
      '  95 % interval           1.000-1.000  0.000-0.000   0.625-1.000',
      'precision (weighted)           1.0000       0.0000        0.9167',
      'F1 (weighted)                  1.0000       0.0000        0.8818',
      '  95 % interval           1.000-1.000  0.000-0.000   0.643-1.000',
      'F1 (macro)                     1.0000       0.0000        0.8545',
      '  95 % interval           1.000-1.000  0.000-0.000   0.429-1.000',
      'AUC (macro, one vs rest)       1.0000       0.0000        1.0000',
      'log loss                       0.1269       2.1269        0.2752',
      '',
      'tuned is better than untrained: accuracy +1.000 (+1.000 to +1.000), McNemar p = 0.008',
      'tuned does not differ from bag of words beyond chance: accuracy +0.125 (0.000 to +0.375), McNemar p = 1.000',
      'calibration error 0.119; no temperature: there are no validation rows',
      'errors.arrow: 0 wrong, 0 likely wrong labels, 0 also in an earlier split, 0 truncated',
      '',
    ].join('\n'),
  );
});

test('below a tuned classifier that is no better than bag of words stands what to try', () => {
  const labels = [1, 0, 1, 1];
  const right = labels.map((label) => (label === 1 ? [-1, 1] : [1, -1]));
  const halfRight = [...right.slice(0, 2), [1, -1], [1, -1]];
  const history = simulatedHistory({steps: 3000, learningRate: 2e-5, speed: 1});
  const training = {...levelledRun, learningRate: 2e-5, trainedLayers: 0, history};
  const triesFor = (tuned: number[][], bagOfWords: number[][], judged: 'tuned' | 'ready' = 'tuned') => {
    const classifiers = [
      {name: judged, logits: logitRows(tuned, 2)},
      {name: 'bagOfWords', logits: logitRows(bagOfWords, 2)},
    ] as const;
    const details = detailsOf(labels, classifiers, {
      bootstrapSamples: 0,
      ...(judged === 'tuned' ? {training} : {}),
    });
    return summaryText(details)
      .match(/^.* bag of words beyond chance.*\n(?: {2}try .*\n)*/m)?.[0]
      .split('\n')
      .slice(1, -1);
  };
  expect(triesFor(halfRight, right)).toEqual([
    '  try --set train.learningRate=0.001: the loss was still falling at the end, and 0.00002 is low for a head alone',
    '  try --set encode.frozenLayers=5: only the head was trained, no layer',
  ]);
  expect(triesFor(halfRight, halfRight)).toHaveLength(2);
  expect(triesFor(right, right)).toEqual([]);
  expect(triesFor(halfRight, right, 'ready')).toEqual([]);
});

test('without bootstrap samples there are no intervals', () => {
  const details = detailsOf([1], [{name: 'ready', logits: logitRows([[0, 0]], 2)}], {bootstrapSamples: 0});
  expect(summaryText(details).split('\n').slice(0, 6)).toEqual([
    'test split, 1 row         ready classifier',
    'accuracy                            0.0000',
    'precision (weighted)                0.0000',
    'F1 (weighted)                       0.0000',
    'F1 (macro)                          0.0000',
    'AUC (macro, one vs rest)                 -',
  ]);
});
