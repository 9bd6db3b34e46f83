import type {LogitRows} from './logit-rows.js';

/** A temperature beyond these says that no temperature helps. */
const [LOWEST, HIGHEST] = [0.01, 100];
const MOST_STEPS = 200;

export type FittedTemperature = {temperature: number; reason: null} | {temperature: null; reason: string};

/**
 * The temperature by which to divide logits so that their cross entropy is least (Guo et al. 2017, "On
 * calibration of modern neural networks"). The cross entropy is convex in 1 / temperature, so its least value
 * is where the slope is 0: found by Newton's steps, and by halving where one would leave the bracket.
 *
 * @param labels [rows] true classes
 */
export function fitTemperature(labels: ArrayLike<number>, logits: LogitRows): FittedTemperature {
  if (labels.length === 0) return {temperature: null, reason: 'there are no validation rows'};
  let [low, high] = [1 / HIGHEST, 1 / LOWEST];
  if (slopeAt(low, labels, logits).slope >= 0)
    return {temperature: null, reason: 'the logits tell the labels no better than chance'};
  if (slopeAt(high, labels, logits).slope <= 0)
    return {temperature: null, reason: 'the probability of each label grows without end as logits grow'};
  let inverse = 1;
  for (let step = 0; step < MOST_STEPS; step++) {
    const {slope, curvature} = slopeAt(inverse, labels, logits);
    if (slope < 0) low = inverse;
    else high = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - inverse) <= 1e-14 * inverse) break;
    inverse = next;
  }
  return {temperature: 1 / inverse, reason: null};
}

/**
 * First and second derivative of the mean cross entropy by the inverse temperature: the mean over rows of
 * (expected logit - logit of the label), and of the logits' variance, under the softmax of inverse · logits.
 */
function slopeAt(inverse: number, labels: ArrayLike<number>, {classes, values}: LogitRows) {
  let [slope, curvature] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const start = row * classes;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) highest = Math.max(highest, values[i] as number);
    let [total, first, second] = [0, 0, 0];
    for (let i = start; i < start + classes; i++) {
      const below = (values[i] as number) - highest;
      const weight = Math.exp(inverse * below);
      total += weight;
      first += weight * below;
      second += weight * below * below;
    }
    const expected = first / total;
    slope += expected - ((values[start + (labels[row] as number)] as number) - highest);
    curvature += second / total - expected * expected;
  }
  return {slope: slope / labels.length, curvature: curvature / labels.length};
}
