import {gaussLegendre} from './gauss-legendre.js';

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
}

/** More points on a stretch are worth less than halves of it. */
const MOST_POINTS = 8;
/** Stretches are cut into none that are shorter: places are float32, so that there is nothing to be found in them. */
const SHORTEST = 2 ** -20;

/** Stretches of equal length, from 0 to 1, with so many points or some more on all together. */
export function equalStretches(points: number): Stretch[] {
  const count = Math.ceil(points / MOST_POINTS);
  return Array.from({length: count}, (_, i) => ({
    from: i / count,
    to: (i + 1) / count,
    points: Math.ceil(points / count),
  }));
}

/** The halves of a stretch; none where it is too short for that. */
export function halvesOf({from, to, points}: Stretch): Stretch[] {
  if (to - from < 2 * SHORTEST) return [];
  const middle = (from + to) / 2;
  return [
    {from, to: middle, points},
    {from: middle, to, points},
  ];
}

/** The places of Gauss and Legendre's quadrature on a stretch. */
export function stretchPoints({from, to, points}: Stretch): number[] {
  return Array.from(gaussLegendre(points).points, (point) => from + (to - from) * point);
}

/**
 * The integral over a stretch.
 *
 * @param changes [points][classes][tokens], weighed so that they add up to the integral
 * @param wordOf [tokens] index of the token's word, -1 for none
 * @param ends probabilities [classes] at both ends
 */
export function stretchIntegral(
  stretch: Stretch,
  changes: readonly (readonly Float32Array[])[],
  {wordOf, words}: {wordOf: readonly number[]; words: number},
  {before, after}: {before: Float64Array; after: Float64Array},
): StretchIntegral {
  const values = Array.from({length: words}, () => new Float64Array(before.length));
  for (const ofPoint of changes)
    for (const [label, ofTokens] of ofPoint.entries()) addToWords(values, label, ofTokens, wordOf);
  const gaps = after.map((probability, label) =>
    Math.abs(
      probability - values.reduce((sum, value) => sum + (value[label] as number), before[label] as number),
    ),
  );
  return {...stretch, values, gap: Math.max(...gaps)};
}

function addToWords(
  values: readonly Float64Array[],
  label: number,
  ofTokens: Float32Array,
  wordOf: readonly number[],
): void {
  for (const [token, word] of wordOf.entries()) {
    const ofWord = values[word];
    if (ofWord) ofWord[label] = (ofWord[label] as number) + (ofTokens[token] as number);
  }
}
