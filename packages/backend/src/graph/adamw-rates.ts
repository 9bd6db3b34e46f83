/** The hyperparameters of AdamW; defaults in {@link adamWDefaults}. */
export interface AdamWOptions {
  /** Decay of the running mean of the gradients, 0 to below 1. */
  beta1: number;
  /** Decay of the running mean of their squares, 0 to below 1. */
  beta2: number;
  /** Added to the root of that mean, above 0. */
  epsilon: number;
  /** Gradients are scaled down to this global norm; undefined leaves them as they are. */
  maxGradientNorm: number | undefined;
  /** Share of a parameter that a step takes away, times the learning rate: 0 for biases and norms. */
  weightDecay: (variable: string) => number;
  /** What a variable's learning rate is multiplied by, above 0. */
  rateFactor: (variable: string) => number;
  /**
   * Whether a variable's update is one operation of this project, or several of TensorFlow's with the same results;
   * by default one, where the native library has it and the variables are not on a GPU.
   */
  fused: boolean;
}

/** As `torch.optim.AdamW`, without decay and clipping, one rate for all. */
export const adamWDefaults: Omit<AdamWOptions, 'fused'> = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  maxGradientNorm: undefined,
  weightDecay: () => 0,
  rateFactor: () => 1,
};

/**
 * What to feed to Adam without bias correction so that step `step` (from 1) is that of `torch.optim.AdamW`.
 *
 * torch: p -= rate / (1 - beta1^t) · m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon), which TensorFlow's
 * p -= rate' · m / (sqrt(v) + epsilon') equals with the rates given here.
 */
export function correctedRates(
  step: number,
  learningRate: number,
  {beta1, beta2, epsilon}: Pick<AdamWOptions, 'beta1' | 'beta2' | 'epsilon'>,
): {learningRate: number; epsilon: number} {
  // As float32, like the native library has them: the correction must divide out just what was accumulated.
  const meanCorrection = 1 - Math.fround(beta1) ** step;
  const squaresCorrection = Math.sqrt(1 - Math.fround(beta2) ** step);
  return {
    learningRate: (learningRate * squaresCorrection) / meanCorrection,
    epsilon: epsilon * squaresCorrection,
  };
}
