import {StageError} from '@retune/stage';
import type {Budget} from './budget.js';
import type {PartValues} from './part-values.js';
import {
  equalStretches,
  halvesOf,
  type Stretch,
  type StretchIntegral,
  stretchIntegral,
  stretchPoints,
} from './path-stretch.js';
import type {WordIds} from './word-text.js';

/** A text for integrated gradients. */
export interface GradientText extends Pick<WordIds, 'wordOf'> {
  text: string;
  /** Number of words. */
  words: number;
}

export interface GradientOptions extends Budget {
  /** Points on the whole path at first. */
  steps: number;
}

/** Places on the path, from 0 to 1, at which the method wants to know the classifier's doing. */
export interface PathLook {
  probabilitiesAt: readonly number[];
  changesAt: readonly number[];
}

/** What is there: [places][classes], and [places][classes][tokens] as `PathGradients` gives them. */
export interface PathSight {
  probabilities: readonly Float64Array[];
  changes: readonly (readonly Float32Array[])[];
}

/** The method at work on one text: a generator, so that several texts can share the model's batches. */
export type PathSteps = Generator<PathLook, PartValues, PathSight>;

/** Values and the probabilities' changes may be apart by this much, over all stretches together. */
const COMPLETENESS_TOLERANCE = 1e-5;
const MOST_POINTS_A_STRETCH = 8;

/**
 * Integrated gradients (Sundararajan et al., 2017) over word embeddings, from the text with every word hidden
 * to the text itself. Values of a word are those of its tokens, added up. The integral is taken by stretches
 * of the path, with Gauss and Legendre's quadrature on each. On each the values must add up to what the
 * probabilities change by (completeness); the stretches where they are furthest from it are cut in halves
 * until they do. Throws {@link StageError} where the budget does not suffice for that.
 */
export function* integratedGradients(text: GradientText, {steps, ...budget}: GradientOptions): PathSteps {
  const stretches = Math.ceil(steps / MOST_POINTS_A_STRETCH);
  const pointsEach = Math.ceil(steps / stretches);
  const known = new Map<number, Float64Array>();
  let evaluations = 0;
  let kept: StretchIntegral[] = [];
  let gap = Number.POSITIVE_INFINITY;
  for (let open = equalStretches(stretches); ; ) {
    const borders = bordersOf(open).filter((place) => !known.has(place));
    evaluations += borders.length + open.length * pointsEach;
    if (evaluations > budget.maxEvaluations) throw budgetTooSmall(text.text, budget, gap);
    const {probabilities, changes} = yield {
      probabilitiesAt: borders,
      changesAt: open.flatMap((stretch) => stretchPoints(stretch, pointsEach).map(({at}) => at)),
    };
    for (const [i, place] of borders.entries()) known.set(place, probabilities[i] as Float64Array);
    const probabilityAt = (place: number) => known.get(place) as Float64Array;
    const integrals = open.map((stretch, i) =>
      stretchIntegral(stretch, changes.slice(i * pointsEach, (i + 1) * pointsEach), text, probabilityAt),
    );
    const ranked = [...kept, ...integrals].sort((a, b) => b.gap - a.gap || a.from - b.from);
    gap = gapOf(ranked);
    if (gap <= COMPLETENESS_TOLERANCE)
      return {baseValues: probabilityAt(0), outputs: probabilityAt(1), values: sumOf(ranked), evaluations};
    const inexact = countInexact(ranked);
    open = ranked.slice(0, inexact).flatMap(halvesOf);
    kept = ranked.slice(inexact);
  }
}

function bordersOf(stretches: readonly Stretch[]): number[] {
  return [...new Set(stretches.flatMap(({from, to}) => [from, to]))];
}

function gapOf(integrals: readonly StretchIntegral[]): number {
  return integrals.reduce((sum, {gap}) => sum + gap, 0);
}

/**
 * How many stretches, the largest gap first, must be taken more exactly, so that the others use up half of the
 * tolerance at most.
 */
function countInexact(ranked: readonly StretchIntegral[]): number {
  return ranked.findIndex((_, place) => gapOf(ranked.slice(place + 1)) <= COMPLETENESS_TOLERANCE / 2) + 1;
}

/** [words][classes] */
function sumOf(integrals: readonly StretchIntegral[]): Float64Array[] {
  const [first, ...others] = integrals as [StretchIntegral, ...StretchIntegral[]];
  return first.values.map((value, word) =>
    value.map((amount, label) =>
      others.reduce((sum, {values}) => sum + (values[word]?.[label] as number), amount),
    ),
  );
}

function budgetTooSmall(text: string, {maxEvaluations, budgetParam}: Budget, gap: number): StageError {
  return new StageError({
    where: `explain.${budgetParam}`,
    what:
      `${maxEvaluations} do not suffice for integrated gradients of the text "${text.slice(0, 60)}"` +
      (Number.isFinite(gap) ? `: values and output are still ${gap.toPrecision(2)} apart` : ''),
    mend: 'Allow more of them, or use the method partition.',
  });
}
