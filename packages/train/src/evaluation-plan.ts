/** When the classifier is judged on the validation split; after the last step it always is. */
export interface EvaluationPlan {
  evaluationStrategy: 'steps' | 'epoch';
  /** Counts for the strategy `steps`. */
  evaluationSteps: number;
}

/** Whether a step, counted from 1, is followed by an evaluation. */
export function isEvaluated(
  step: number,
  {evaluationStrategy, evaluationSteps}: EvaluationPlan,
  {stepsPerEpoch, totalSteps}: {stepsPerEpoch: number; totalSteps: number},
): boolean {
  if (step === totalSteps) return true;
  return step % (evaluationStrategy === 'epoch' ? stepsPerEpoch : evaluationSteps) === 0;
}
