import {compiledOrEager} from '@retune/backend/graph';
import type {Emit} from '@retune/stage';
import {EagerExecutor} from './eager-executor.js';
import {GraphExecutor} from './graph-executor.js';
import type {StepExecutor} from './step-executor.js';
import type {TrainingProgram} from './training-program.js';

/** The executor asked for; where the graph can't be compiled the eager one, with a warning that says why. */
export function createExecutor(
  program: TrainingProgram,
  execution: 'graph' | 'eager',
  emit: Emit,
): StepExecutor {
  const eager = () => new EagerExecutor(program);
  if (execution === 'eager') return eager();
  return compiledOrEager<StepExecutor>(() => new GraphExecutor(program), eager, {
    consequence: 'the step runs operation by operation, several times slower',
    emit,
  });
}
