import {interpolationAt} from './interpolation.js';

/** Places between two known ones at which a sign is looked at, a unit's kinks closer than that may be missed. */
const CELLS = 64;

/**
 * The places on a stretch at which what a unit is given passes 0, in order. Between its kinks all is smooth, so what
 * is given is taken as the polynomial through what is known.
 *
 * @param places at which the units are known, in order, each once
 * @param preactivations [places][units]
 */
export function kinksBetween(places: readonly number[], preactivations: readonly Float32Array[]): number[] {
  const units = preactivations[0]?.length ?? 0;
  if (units === 0) return [];
  const [from, to] = [places[0] as number, places.at(-1) as number];
  const grid = Array.from({length: CELLS + 1}, (_, i) => from + ((to - from) * i) / CELLS).map((at) => ({
    at,
    counts: interpolationAt(places, at),
  }));
  const kinks: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    const known = Float64Array.from(preactivations, (ofPlace) => ofPlace[unit] as number); // [places]
    let isBefore = sumOf(known, grid[0]?.counts as Float64Array) > 0;
    for (let cell = 1; cell <= CELLS; cell++) {
      const isAfter = sumOf(known, grid[cell]?.counts as Float64Array) > 0;
      const [low, high] = [grid[cell - 1]?.at as number, grid[cell]?.at as number];
      if (isAfter !== isBefore)
        kinks.push(rootBetween(low, high, (at) => sumOf(known, interpolationAt(places, at)) > 0));
      isBefore = isAfter;
    }
  }
  return kinks.sort((a, b) => a - b);
}

function sumOf(values: Float64Array, counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) * (counts[i] as number);
  return sum;
}

/** Where an answer turns, by bisection to what float32, in which places are fed, can tell apart. */
function rootBetween(low: number, high: number, isAbove: (at: number) => boolean): number {
  const atLow = isAbove(low);
  let [from, to] = [low, high];
  while (to - from > 2 ** -26) {
    const middle = (from + to) / 2;
    if (isAbove(middle) === atLow) from = middle;
    else to = middle;
  }
  return Math.fround(to);
}
