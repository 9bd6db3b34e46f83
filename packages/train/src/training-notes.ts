import type {StageEvent} from '@retune/stage';
import {decimal} from '@retune/stage/number-format';
import type {BestStepOptions, EvaluatedStep} from './best-step.js';
import type {MetricName, ValidationMetrics} from './validation-metrics.js';

/** Why training ends before its last step. */
export function stoppedNote(
  step: number,
  total: number,
  {bestMetric, earlyStoppingPatience: patience}: BestStepOptions,
): StageEvent {
  const evaluations = patience === 1 ? 'the last evaluation' : `${patience} evaluations`;
  const message = `stopped early at step ${step} of ${total}: ${bestMetric} did not improve in ${evaluations}`;
  return {kind: 'note', message};
}

/** Such as `step 500 of 3750: f1Weighted 0.8812, loss 0.3391, the best so far`. */
export function evaluatedNote(
  step: number,
  total: number,
  validation: ValidationMetrics,
  best: EvaluatedStep,
  {bestMetric}: BestStepOptions,
): StageEvent {
  const shown: MetricName[] = bestMetric === 'loss' ? ['loss', 'f1Weighted'] : [bestMetric, 'loss'];
  const scores = shown.map((metric) => `${metric} ${decimal(validation[metric], 4)}`).join(', ');
  const isBest = best.step === step ? ', the best so far' : '';
  return {kind: 'note', message: `step ${step} of ${total}: ${scores}${isBest}`};
}

/** Which step is kept, said at the end. */
export function keptNote(
  {step, value}: EvaluatedStep,
  last: number,
  {bestMetric}: BestStepOptions,
): StageEvent {
  const message =
    value === undefined
      ? `kept step ${step}, the last`
      : `kept step ${step} of ${last}: ${bestMetric} ${decimal(value, 4)} on validation`;
  return {kind: 'note', message};
}
