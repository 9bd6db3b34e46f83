import {tf} from '@retune/backend';

/** The least that 1 - p is taken to be: below, its power's gradient has no bound for a gamma under 1. */
const LEAST_DOUBT = 1e-6;

/**
 * Mean over the batch of the cross-entropy with soft targets. With a gamma above 0 it is the focal loss (Lin et al.,
 * Focal Loss for Dense Object Detection, 2017): each class's term counts (1 - p)^gamma, so that rows already told
 * with confidence p count little.
 *
 * @param logits [batch, classes]
 * @param targets [batch, classes]
 */
export function classificationLoss(logits: tf.Tensor, targets: tf.Tensor, focalGamma: number): tf.Scalar {
  const logProbabilities = tf.logSoftmax(logits); // [batch, classes]
  const terms = focalGamma === 0 ? logProbabilities : focused(logProbabilities, focalGamma);
  return terms.mul(targets).sum(1).mean<tf.Scalar>().neg();
}

function focused(logProbabilities: tf.Tensor, gamma: number): tf.Tensor {
  const doubt = tf.maximum(tf.sub(1, logProbabilities.exp()), LEAST_DOUBT);
  return logProbabilities.mul(doubt.pow(gamma));
}
