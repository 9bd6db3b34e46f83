import {StageError} from '@retune/stage';
import type {StepResult} from './step-executor.js';

/** Throws StageError where a step's loss or gradients are no longer numbers. */
export function requireFinite({loss, gradientNorm}: StepResult, step: number, learningRate: number): void {
  if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) return;
  throw new StageError({
    where: 'train.learningRate',
    what: `training diverged at step ${step}: loss ${loss}, gradient norm ${gradientNorm}, learning rate ${learningRate}`,
    mend: 'Set a learning rate a tenth of this, or a longer warm-up (train.warmupRatio=0.1).',
  });
}
