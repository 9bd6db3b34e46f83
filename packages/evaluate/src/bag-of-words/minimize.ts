/** Value of a function at `point`, and its gradient there, written to `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** Pairs of steps and changes of the gradient that are remembered. */
const MEMORY = 10;
/** Share of the decrease that the slope promises with which a step is content (Armijo). */
const ENOUGH = 1e-4;

/**
 * Minimizes a smooth, strictly convex function by L-BFGS (Liu & Nocedal 1989, "On the limited memory BFGS method
 * for large scale optimization"), each step halved until it decreases the function enough.
 *
 * @param start where to begin; it is changed to where it ended
 * @param tolerance ends when no part of the gradient is larger
 * @param curvature about the second derivative by each variable, above 0; the steps are scaled by it
 * @returns whether it ended so, not by `mostSteps`
 */
export function minimize(
  objective: Objective,
  start: Float64Array,
  {tolerance, mostSteps, curvature}: {tolerance: number; mostSteps: number; curvature: Float64Array},
): boolean {
  const point = start;
  const gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  const memory: Pair[] = [];
  for (let step = 0; step < mostSteps; step++) {
    if (largest(gradient) <= tolerance) return true;
    const direction = descentDirection(gradient, memory, curvature);
    const slope = dot(direction, gradient);
    let size = 1;
    const before = {point: point.slice(), gradient: gradient.slice(), value};
    for (;;) {
      for (let i = 0; i < point.length; i++)
        point[i] = (before.point[i] as number) + size * (direction[i] as number);
      value = objective(point, gradient);
      if (value <= before.value + ENOUGH * size * slope) break;
      size /= 2;
      // Smaller steps are lost in rounding: this is as low as it gets.
      if (size < 1e-12) return true;
    }
    remember(memory, difference(point, before.point), difference(gradient, before.gradient));
  }
  return false;
}

interface Pair {
  step: Float64Array;
  change: Float64Array;
  /** 1 / (step · change) */
  inverse: number;
}

function remember(memory: Pair[], step: Float64Array, change: Float64Array): void {
  const product = dot(step, change);
  if (product <= 0) return;
  memory.push({step, change, inverse: 1 / product});
  if (memory.length > MEMORY) memory.shift();
}

/** The gradient through the remembered approximation of the inverse curvature, downwards. */
function descentDirection(
  gradient: Float64Array,
  memory: readonly Pair[],
  curvature: Float64Array,
): Float64Array {
  const direction = new Float64Array(gradient.length);
  add(direction, gradient, -1);
  const shares: number[] = [];
  for (const {step, change, inverse} of [...memory].reverse()) {
    const share = inverse * dot(step, direction);
    shares.push(share);
    add(direction, change, -share);
  }
  const scale = scaleOf(memory.at(-1), curvature);
  for (let i = 0; i < direction.length; i++)
    direction[i] = ((direction[i] as number) * scale) / (curvature[i] as number);
  for (const {step, change, inverse} of memory)
    add(direction, step, (shares.pop() as number) - inverse * dot(change, direction));
  return direction;
}

/** By how much the last step says that the inverse curvature is larger than taken. */
function scaleOf(last: Pair | undefined, curvature: Float64Array): number {
  if (last === undefined) return 1;
  let sum = 0;
  for (let i = 0; i < curvature.length; i++)
    sum += (last.change[i] as number) ** 2 / (curvature[i] as number);
  return 1 / (last.inverse * sum);
}

/** The largest absolute value. */
function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(target: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (values[i] as number);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = a.slice();
  add(result, b, -1);
  return result;
}
