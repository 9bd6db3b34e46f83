import {expect, test} from 'vitest';
import {type EvaluationPlan, isEvaluated} from './evaluation-plan.js';

const length = {stepsPerEpoch: 4, totalSteps: 10};
const evaluatedSteps = (plan: EvaluationPlan) =>
  Array.from({length: 10}, (_, i) => i + 1).filter((step) => isEvaluated(step, plan, length));

test('every so many steps and after the last', () => {
  expect(evaluatedSteps({evaluationStrategy: 'steps', evaluationSteps: 3})).toEqual([3, 6, 9, 10]);
});

test('after each epoch and after the last step, which may be within one', () => {
  expect(evaluatedSteps({evaluationStrategy: 'epoch', evaluationSteps: 3})).toEqual([4, 8, 10]);
});
