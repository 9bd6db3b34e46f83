import {globalNorm} from './global-norm.js';
import {tf} from './tensorflow.js';

/** What {@link clipByGlobalNorm} gives; free both. */
export interface ClippedGradients {
  readonly gradients: Record<string, tf.Tensor>;
  /** The norm before clipping. */
  readonly norm: tf.Scalar;
}

/**
 * Scales all gradients by one factor so that the norm of them together is at most `maxNorm`, as
 * `torch.nn.utils.clip_grad_norm_` does: the factor is min(1, maxNorm / (norm + 1e-6)). Without `maxNorm` they stay.
 */
export function clipByGlobalNorm(
  gradients: Readonly<Record<string, tf.Tensor>>,
  maxNorm: number | undefined,
): ClippedGradients {
  return tf.tidy(() => {
    const norm = globalNorm(Object.values(gradients));
    const factor = maxNorm === undefined ? 1 : tf.minimum(1, tf.div(maxNorm, norm.add(1e-6)));
    const clipped = Object.entries(gradients).map(
      ([name, gradient]) => [name, gradient.mul(factor)] as const,
    );
    return {gradients: Object.fromEntries(clipped), norm};
  });
}
