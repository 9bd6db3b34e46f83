import type {HeadOutput} from '@retune/encoder';
import {gaussLegendre} from './gauss-legendre.js';
import {headSlopes} from './head-slopes.js';
import {interpolationAt} from './interpolation.js';
import {kinksBetween} from './kinks-between.js';

/** A stretch of a path with what is known on it. */
export interface KnownStretch {
  /** In order: its start, the points whose gradients are wanted, its end. */
  places: readonly number[];
  /** [places][units] What the head's activation is given. */
  preactivations: readonly Float32Array[];
}

/** Parts of a stretch on each of which the head is smooth enough for so many points. */
const PARTS = 16;
const POINTS_A_PART = 3;

/**
 * What the change of each unit at each point counts in the integral of each class's probability over the stretch:
 * [points][classes][units].
 *
 * A probability changes by slopes of the head times changes of the units. The units, an encoder's smooth output, are
 * taken as polynomials through what is known, and so are their changes, through the points. The head is a small
 * function in plain numbers, so its slopes are integrated against these polynomials as finely as they need it, over
 * the kinks of a ReLU too, whatever the number of points (product integration).
 */
export function headCotangents(head: HeadOutput, {places, preactivations}: KnownStretch): Float32Array[][] {
  const points = places.slice(1, -1);
  const classes = head.bias.length;
  const units = head.weight.length / classes;
  const sums = points.map(() => Array.from({length: classes}, () => new Float64Array(units)));
  for (const {at, weight} of finePoints(head, {places, preactivations})) {
    const slopes = headSlopes(head, mixed(preactivations, interpolationAt(places, at)));
    const counts = interpolationAt(points, at);
    for (const [point, ofClasses] of sums.entries())
      for (const [label, ofUnits] of ofClasses.entries())
        addScaled(ofUnits, slopes[label] as Float64Array, weight * (counts[point] as number));
  }
  return sums.map((ofClasses) => ofClasses.map((ofUnits) => Float32Array.from(ofUnits)));
}

/** Points of a quadrature by parts between which the head's slopes may jump. */
function finePoints(
  {activation}: HeadOutput,
  {places, preactivations}: KnownStretch,
): {at: number; weight: number}[] {
  const [from, to] = [places[0] as number, places.at(-1) as number];
  const even = Array.from({length: PARTS + 1}, (_, i) => from + ((to - from) * i) / PARTS);
  const kinks = activation === 'relu' ? kinksBetween(places, preactivations) : [];
  const borders = [...even, ...kinks].sort((a, b) => a - b);
  const {points, weights} = gaussLegendre(POINTS_A_PART);
  return borders.slice(1).flatMap((end, i) => {
    const start = borders[i] as number;
    return Array.from(points, (point, k) => ({
      at: start + (end - start) * point,
      weight: (end - start) * (weights[k] as number),
    }));
  });
}

/** [units] of [places][units] */
function mixed(ofPlaces: readonly Float32Array[], counts: Float64Array): Float64Array {
  const result = new Float64Array(ofPlaces[0]?.length ?? 0);
  for (const [place, values] of ofPlaces.entries()) addScaled(result, values, counts[place] as number);
  return result;
}

function addScaled(sums: Float64Array, values: ArrayLike<number>, factor: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + factor * (values[i] as number);
}
