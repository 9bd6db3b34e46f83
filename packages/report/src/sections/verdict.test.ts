import type {TrainingAdvice} from '@retune/artifacts';
import {expect, test} from 'vitest';
import {sampleEvaluation} from '../testing/sample-evaluation.js';
import {verdict} from './verdict.js';

const told = {aucMacro: 0.9, logLoss: 0.5};
const matrix = [
  [3, 1],
  [1, 3],
];

test('the verdict ends with what to try, where the evaluation has advice', () => {
  const evaluation = sampleEvaluation(
    ['calm', 'glad'],
    [
      {name: 'tuned', matrix, told},
      {name: 'bagOfWords', matrix, told},
    ],
  );
  const advice: TrainingAdvice[] = [
    {kind: 'train-longer', set: ['train.epochs=6'], because: 'there were <300 steps'},
    {kind: 'label-more', set: [], because: 'the loss had levelled off'},
  ];
  expect(verdict({...evaluation, advice}).text).toMatch(
    / a bag of words .*\. Try <code>--set train\.epochs=6<\/code>: there were &lt;300 steps\. Try more labelled texts: the loss had levelled off\.$/,
  );
  expect(verdict(evaluation).text).not.toContain('Try');
});
