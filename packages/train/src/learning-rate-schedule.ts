export interface LearningRateSchedule {
  schedule: 'linear' | 'cosine' | 'constant';
  peak: number;
  warmupSteps: number;
  totalSteps: number;
}

/**
 * The learning rate of step `step`, counted from 0: rises from 0 to `peak` over `warmupSteps`, then falls to 0
 * at `totalSteps`, in a line or along half a cosine, or stays. As transformers' `get_linear_schedule_with_warmup`,
 * `get_cosine_schedule_with_warmup` and `get_constant_schedule_with_warmup`.
 */
export function learningRateAt(
  step: number,
  {schedule, peak, warmupSteps, totalSteps}: LearningRateSchedule,
): number {
  if (step < warmupSteps) return peak * (step / warmupSteps);
  const left = Math.max(0, (totalSteps - step) / Math.max(1, totalSteps - warmupSteps));
  switch (schedule) {
    case 'linear':
      return peak * left;
    case 'cosine':
      return peak * 0.5 * (1 + Math.cos(Math.PI * (1 - left)));
    case 'constant':
      return peak;
  }
}
