import {type EvaluationPlan, isEvaluated} from './evaluation-plan.js';
import {learningRateAt} from './learning-rate-schedule.js';
import {
  type ScheduleOptions,
  scheduleOver,
  stepsPerEpoch,
  type TrainingLength,
  totalSteps,
} from './training-length.js';

export interface PlanOptions extends TrainingLength, EvaluationPlan {
  loggingSteps: number;
  schedule: ScheduleOptions;
}

/** What happens at each step, counted from 1. */
export interface TrainingPlan {
  readonly totalSteps: number;
  learningRate(step: number): number;
  /** Whether the classifier is judged on the validation split after the step. */
  isEvaluated(step: number): boolean;
  /** Whether a row of history is written after the step. */
  isMeasured(step: number): boolean;
}

/** The plan of training on so many rows. */
export function trainingPlan(rows: number, options: PlanOptions): TrainingPlan {
  const length = {
    stepsPerEpoch: stepsPerEpoch(rows, options.batchSize),
    totalSteps: totalSteps(rows, options),
  };
  const schedule = scheduleOver(length.totalSteps, options.schedule);
  const evaluated = (step: number) => isEvaluated(step, options, length);
  return {
    totalSteps: length.totalSteps,
    learningRate: (step) => learningRateAt(step - 1, schedule),
    isEvaluated: evaluated,
    isMeasured: (step) => evaluated(step) || step % options.loggingSteps === 0,
  };
}
