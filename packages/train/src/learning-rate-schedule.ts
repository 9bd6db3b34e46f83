export interface LearningRateSchedule {
  schedule: 'linear' | 'constant';
  peak: number;
  warmupSteps: number;
  totalSteps: number;
}

/**
 * The learning rate of step `step`, counted from 0: rises from 0 to `peak` over `warmupSteps`, then falls in a
 * line to 0 at `totalSteps`, or stays. As transformers' `get_linear_schedule_with_warmup`.
 */
export function learningRateAt(
  step: number,
  {schedule, peak, warmupSteps, totalSteps}: LearningRateSchedule,
): number {
  if (step < warmupSteps) return peak * (step / warmupSteps);
  if (schedule === 'constant') return peak;
  return peak * Math.max(0, (totalSteps - step) / Math.max(1, totalSteps - warmupSteps));
}
