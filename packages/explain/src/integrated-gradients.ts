import type {HeadOutput} from '@retune/encoder';
import {StageError} from '@retune/stage';
import type {Budget} from './budget.js';
import {headCotangents} from './head-cotangents.js';
import type {PartValues} from './part-values.js';
import type {PathOutput} from './path-gradients.js';
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
  /** What the classifier makes of its head's units. */
  head: HeadOutput;
}

/** Places on the path, from 0 to 1, at which the method wants to know the classifier's doing. */
export interface PathLook {
  outputsAt: readonly number[];
  changesAt: readonly {at: number /** [classes][units] */; cotangents: readonly Float32Array[]}[];
}

/** What is there, as `PathGradients` gives it. */
export interface PathSight {
  outputs: readonly PathOutput[];
  /** [places][classes][tokens] */
  changes: readonly (readonly Float32Array[])[];
}

/** The method at work on one text: a generator, so that several texts can share the model's batches. */
export type PathSteps = Generator<PathLook, PartValues, PathSight>;

/** Values and the probabilities' changes should be apart by no more than this, over all stretches together. */
const WANTED_GAP = 1e-5;
/** Where they can't be brought so near, this is near enough: values are shown with three decimals. */
export const MOST_GAP = 1e-3;
/** What a stretch's gap may be by the rounding of the two probabilities alone, which are of float32 logits. */
const ROUNDING = 2 ** -21;

/**
 * Integrated gradients (Sundararajan et al., 2017) over word embeddings, from the text with every word hidden
 * to the text itself. Values of a word are those of its tokens, added up. The integral is taken by stretches
 * of the path, with Gauss and Legendre's points on each and {@link headCotangents} as their weights. On each the
 * values must add up to what the probabilities change by (completeness). The stretches where they are furthest from
 * it are cut in halves until all gaps together are within 1e-5, or what is left is rounding, or the budget ends.
 * Throws {@link StageError} where more than {@link MOST_GAP} is left then.
 */
export function* integratedGradients(text: GradientText, options: GradientOptions): PathSteps {
  const {steps, head, ...budget} = options;
  const known = new Map<number, PathOutput>();
  const probabilitiesAt = (place: number) => (known.get(place) as PathOutput).probabilities;
  let evaluations = 0;
  let integrals: StretchIntegral[] = [];
  let cut: Cut = {kept: [], open: equalStretches(steps)};
  if (unknownPlaces(cut.open, known).length > budget.maxEvaluations) throw budgetTooSmall(text.text, budget);
  while (cut.open.length > 0) {
    const {kept, open} = cut;
    const outputsAt = unknownPlaces(open, known);
    evaluations += outputsAt.length;
    const {outputs} = yield {outputsAt, changesAt: []};
    for (const [i, place] of outputsAt.entries()) known.set(place, outputs[i] as PathOutput);
    const changesAt = open.map((stretch) => weighedPoints(stretch, known, head));
    const {changes} = yield {outputsAt: [], changesAt: changesAt.flat()};
    let first = 0;
    const added = open.map((stretch) => {
      const ofStretch = changes.slice(first, first + stretch.points);
      first += stretch.points;
      const ends = {before: probabilitiesAt(stretch.from), after: probabilitiesAt(stretch.to)};
      return stretchIntegral(stretch, ofStretch, text, ends);
    });
    integrals = [...kept, ...added].sort((a, b) => b.gap - a.gap || a.from - b.from);
    const left = budget.maxEvaluations - evaluations;
    cut = cutWorst(integrals, (stretches) => unknownPlaces(stretches, known).length <= left);
  }
  const gap = gapOf(integrals);
  if (gap > MOST_GAP) throw budgetTooSmall(text.text, budget, gap);
  return {baseValues: probabilitiesAt(0), outputs: probabilitiesAt(1), values: sumOf(integrals), evaluations};
}

function weighedPoints(stretch: Stretch, known: ReadonlyMap<number, PathOutput>, head: HeadOutput) {
  const points = stretchPoints(stretch);
  const places = [stretch.from, ...points, stretch.to];
  const preactivations = places.map((place) => (known.get(place) as PathOutput).preactivations);
  const cotangents = headCotangents(head, {places, preactivations});
  return points.map((at, i) => ({at, cotangents: cotangents[i] as Float32Array[]}));
}

/** Stretches that stay as they are, and those that others are cut in. */
interface Cut {
  kept: StretchIntegral[];
  open: Stretch[];
}

/**
 * Cuts the stretches that must be taken more exactly, so that the others use up half of what is allowed at most: the
 * largest gap first, as far as the budget goes, and none whose gap may be rounding.
 */
function cutWorst(ranked: readonly StretchIntegral[], isAffordable: (open: Stretch[]) => boolean): Cut {
  const cut: Cut = {kept: [], open: []};
  let rest = gapOf(ranked);
  const limit = rest <= WANTED_GAP ? rest : WANTED_GAP / 2;
  for (const stretch of ranked) {
    const halves = rest > limit && stretch.gap > ROUNDING ? halvesOf(stretch) : [];
    rest -= stretch.gap;
    const open = [...cut.open, ...halves];
    if (halves.length > 0 && isAffordable(open)) cut.open = open;
    else cut.kept.push(stretch);
  }
  return cut;
}

/** Ends and points of stretches at which the outputs are still to be found out. */
function unknownPlaces(stretches: readonly Stretch[], known: ReadonlyMap<number, unknown>): number[] {
  const places = stretches.flatMap((stretch) => [stretch.from, ...stretchPoints(stretch), stretch.to]);
  return [...new Set(places)].filter((place) => !known.has(place));
}

function gapOf(integrals: readonly StretchIntegral[]): number {
  return integrals.reduce((sum, {gap}) => sum + gap, 0);
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

function budgetTooSmall(text: string, {maxEvaluations, budgetParam}: Budget, gap?: number): StageError {
  return new StageError({
    where: `explain.${budgetParam}`,
    what:
      `${maxEvaluations} do not suffice for integrated gradients of the text "${text.slice(0, 60)}"` +
      (gap === undefined ? '' : `: values and output are still ${gap.toPrecision(2)} apart`),
    mend: 'Allow more of them, or use the method partition.',
  });
}
