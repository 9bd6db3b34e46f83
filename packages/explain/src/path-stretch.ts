import {gaussLegendre} from './gauss-legendre.js';
import {kinksBetween} from './kinks-between.js';
import type {PathChange, PathOutput} from './path-gradients.js';

/** A stretch of a path that leads from 0 to 1. */
export interface Stretch {
  from: number;
  to: number;
  /** Points at which the changes are asked for. */
  points: number;
}

/** The integral of the changes over a stretch. */
export interface StretchIntegral extends Stretch {
  /** [words][classes] */
  values: Float64Array[];
  /** By how much values and the probabilities' change are apart, for the class where it is most. */
  gap: number;
  /** Places inside at which the slope jumps, in order. */
  kinks: number[];
}

/** More points are no more exact where the slope jumps, so that a longer stretch is better cut. */
export const MOST_POINTS_A_STRETCH = 8;
/** Stretches are cut into none that are shorter: places are float32, so that there is nothing to be found in them. */
const SHORTEST = 2 ** -20;

/** Stretches of equal length, from 0 to 1, with so many points or some more on all together. */
export function equalStretches(points: number): Stretch[] {
  const count = Math.ceil(points / MOST_POINTS_A_STRETCH);
  return Array.from({length: count}, (_, i) => ({
    from: i / count,
    to: (i + 1) / count,
    points: Math.ceil(points / count),
  }));
}

/** The stretch cut at its kinks, or in halves where there is none; none where it is too short for that. */
export function partsOf({from, to, points, kinks}: Omit<StretchIntegral, 'values' | 'gap'>): Stretch[] {
  const borders = [from];
  for (const place of kinks.length > 0 ? kinks : [(from + to) / 2])
    if (place - (borders.at(-1) as number) > SHORTEST && to - place > SHORTEST) borders.push(place);
  if (borders.length === 1) return [];
  return borders.map((start, i) => {
    const end = borders[i + 1] ?? to;
    const share = (end - start) / (to - from);
    // Halves of what is smooth were too long for their points, parts between kinks may be as short as one likes.
    const wanted = kinks.length > 0 ? Math.max(2, Math.ceil(share * points)) : 2 * points;
    return {from: start, to: end, points: Math.min(MOST_POINTS_A_STRETCH, wanted)};
  });
}

/** Gauss and Legendre's quadrature on a stretch: its points, and what each counts. */
export function stretchPoints({from, to, points: count}: Stretch): {at: number; weight: number}[] {
  const {points, weights} = gaussLegendre(count);
  return Array.from(points, (point, i) => ({
    at: from + (to - from) * point,
    weight: (to - from) * (weights[i] as number),
  }));
}

/**
 * The integral over a stretch.
 *
 * @param changes [points] at those of {@link stretchPoints}
 * @param wordOf [tokens] place of the token's word, -1 for none
 * @param outputAt known at both ends
 */
export function stretchIntegral(
  stretch: Stretch,
  changes: readonly PathChange[],
  {wordOf, words}: {wordOf: readonly number[]; words: number},
  outputAt: (place: number) => PathOutput,
): StretchIntegral {
  const [start, end] = [outputAt(stretch.from), outputAt(stretch.to)];
  const [before, after] = [start.probabilities, end.probabilities];
  const values = Array.from({length: words}, () => new Float64Array(before.length));
  const points = stretchPoints(stretch);
  for (const [point, {changes: ofPoint}] of changes.entries())
    for (const [label, ofTokens] of ofPoint.entries())
      addToWords(values, label, ofTokens, {wordOf, weight: points[point]?.weight as number});
  const gaps = after.map((probability, label) =>
    Math.abs(
      probability - values.reduce((sum, value) => sum + (value[label] as number), before[label] as number),
    ),
  );
  const kinks = kinksBetween(
    [stretch.from, ...points.map(({at}) => at), stretch.to],
    [start, ...changes, end].map(({preactivations}) => preactivations),
  );
  return {...stretch, values, gap: Math.max(...gaps), kinks};
}

function addToWords(
  values: readonly Float64Array[],
  label: number,
  ofTokens: Float32Array,
  {wordOf, weight}: {wordOf: readonly number[]; weight: number},
): void {
  for (const [token, word] of wordOf.entries()) {
    const ofWord = values[word];
    if (ofWord) ofWord[label] = (ofWord[label] as number) + weight * (ofTokens[token] as number);
  }
}
