/**
 * What the values at `places` (distinct) count at another: those of the polynomial through them, by Lagrange's
 * formula. They add up to 1.
 */
export function interpolationAt(places: readonly number[], at: number): Float64Array {
  return Float64Array.from(places, (place, i) =>
    places.reduce((product, other, k) => (k === i ? product : (product * (at - other)) / (place - other)), 1),
  );
}
