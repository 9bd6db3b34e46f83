/** Points and weights of a quadrature. */
export interface Quadrature {
  points: Float64Array;
  weights: Float64Array;
}

/**
 * Gauss and Legendre's quadrature over 0 to 1: exact for polynomials up to degree 2 · count - 1. The points
 * are the roots of the Legendre polynomial, found by Newton's method from Tricomi's estimate.
 */
export function gaussLegendre(count: number): Quadrature {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      const {value, derivative} = legendre(count, x);
      const change = value / derivative;
      x -= change;
      slope = derivative;
      if (Math.abs(change) < 1e-15) break;
    }
    points[count - 1 - i] = (1 + x) / 2;
    weights[count - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return {points, weights};
}

/** The Legendre polynomial of a degree from 1 at x, by its recurrence. */
function legendre(degree: number, x: number): {value: number; derivative: number} {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n++)
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return {value, derivative: (degree * (x * value - before)) / (x * x - 1)};
}
