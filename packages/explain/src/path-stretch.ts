import {gaussLegendre} from './gauss-legendre.js';

/** A stretch of a path that leads from 0 to 1. */
export interface Stretch {
  from: number;
  to: number;
}

/** The integral of the changes over a stretch. */
export interface StretchIntegral extends Stretch {
  /** [words][classes] */
  values: Float64Array[];
  /** By how much values and the probabilities' change are apart, for the class where it is most. */
  gap: number;
}

/** Stretches of equal length, from 0 to 1. */
export function equalStretches(count: number): Stretch[] {
  return Array.from({length: count}, (_, i) => ({from: i / count, to: (i + 1) / count}));
}

export function halvesOf({from, to}: Stretch): Stretch[] {
  const middle = (from + to) / 2;
  return [
    {from, to: middle},
    {from: middle, to},
  ];
}

/** Gauss and Legendre's quadrature on a stretch: its points, and what each counts. */
export function stretchPoints({from, to}: Stretch, count: number): {at: number; weight: number}[] {
  const {points, weights} = gaussLegendre(count);
  return Array.from(points, (point, i) => ({
    at: from + (to - from) * point,
    weight: (to - from) * (weights[i] as number),
  }));
}

/**
 * The integral over a stretch.
 *
 * @param changes [points][classes][tokens] at the points of {@link stretchPoints}
 * @param wordOf [tokens] place of the token's word, -1 for none
 * @param probabilityAt [classes] by place, known at both ends
 */
export function stretchIntegral(
  stretch: Stretch,
  changes: readonly (readonly Float32Array[])[],
  {wordOf, words}: {wordOf: readonly number[]; words: number},
  probabilityAt: (place: number) => Float64Array,
): StretchIntegral {
  const [before, after] = [probabilityAt(stretch.from), probabilityAt(stretch.to)];
  const classes = before.length;
  const values = Array.from({length: words}, () => new Float64Array(classes));
  const points = stretchPoints(stretch, changes.length);
  for (const [point, ofPoint] of changes.entries())
    for (const [label, ofTokens] of ofPoint.entries())
      addToWords(values, label, ofTokens, {wordOf, weight: points[point]?.weight as number});
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
  {wordOf, weight}: {wordOf: readonly number[]; weight: number},
): void {
  for (const [token, word] of wordOf.entries()) {
    const ofWord = values[word];
    if (ofWord) ofWord[label] = (ofWord[label] as number) + weight * (ofTokens[token] as number);
  }
}
