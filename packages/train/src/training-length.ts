import type {LearningRateSchedule} from './learning-rate-schedule.js';

/** How long training goes on: `maxSteps`, or where that is 0 so many passes over the rows. */
export interface TrainingLength {
  batchSize: number;
  /** May be a fraction, such as 0.5. */
  epochs: number;
  maxSteps: number;
}

/** Steps of an epoch: one batch is smaller where the rows do not come out even. */
export function stepsPerEpoch(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}

/** All steps of training; a part of an epoch is rounded up to whole steps, as in transformers' Trainer. */
export function totalSteps(rows: number, {batchSize, epochs, maxSteps}: TrainingLength): number {
  return maxSteps > 0 ? maxSteps : Math.ceil(epochs * stepsPerEpoch(rows, batchSize));
}

/** The warm-up is `warmupSteps`, or where that is 0 the share `warmupRatio` of all steps, rounded up. */
export type ScheduleOptions = Omit<LearningRateSchedule, 'totalSteps'> & {warmupRatio: number};

/** The schedule of a training of `steps` steps. */
export function scheduleOver(
  steps: number,
  {schedule, peak, warmupSteps, warmupRatio}: ScheduleOptions,
): LearningRateSchedule {
  return {
    schedule,
    peak,
    warmupSteps: warmupSteps || Math.ceil(steps * warmupRatio),
    totalSteps: steps,
  };
}
