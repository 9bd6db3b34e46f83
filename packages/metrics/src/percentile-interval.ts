import type {Interval} from '@retune/artifacts';

/**
 * The middle 95 % of values, between the 2.5th and the 97.5th percentile, each interpolated in a line between
 * the nearest two. NaN (a sample in which there is no value) is left out; null where nothing is left.
 */
export function percentileInterval(values: Float64Array): Interval | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? null : {low: percentile(sorted, 0.025), high: percentile(sorted, 0.975)};
}

function percentile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
