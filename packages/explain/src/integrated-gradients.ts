import {StageError} from '@retune/stage';
import type {Budget} from './budget.js';
import type {PartValues} from './part-values.js';
import type {PathChange, PathOutput} from './path-gradients.js';
import {
  equalStretches,
  partsOf,
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
  outputsAt: readonly number[];
  changesAt: readonly number[];
}

/** What is there, by place. */
export interface PathSight {
  outputs: readonly PathOutput[];
  changes: readonly PathChange[];
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
 * of the path, with Gauss and Legendre's quadrature on each. On each the values must add up to what the
 * probabilities change by (completeness). The stretches where they are furthest from it are cut, at the kinks of the
 * head's units or else in halves, until all gaps together are within 1e-5, or what is left is rounding, or the budget
 * ends. Throws {@link StageError} where more than {@link MOST_GAP} is left then.
 */
export function* integratedGradients(text: GradientText, {steps, ...budget}: GradientOptions): PathSteps {
  const known = new Map<number, PathOutput>();
  const outputAt = (place: number) => known.get(place) as PathOutput;
  let evaluations = 0;
  let integrals: StretchIntegral[] = [];
  let cut: Cut = {kept: [], open: equalStretches(steps)};
  if (costOf(cut.open, known) > budget.maxEvaluations) throw budgetTooSmall(text.text, budget);
  while (cut.open.length > 0) {
    const {kept, open} = cut;
    const borders = unknownBorders(open, known);
    evaluations += costOf(open, known);
    const {outputs, changes} = yield {
      outputsAt: borders,
      changesAt: open.flatMap((stretch) => stretchPoints(stretch).map(({at}) => at)),
    };
    for (const [i, place] of borders.entries()) known.set(place, outputs[i] as PathOutput);
    let first = 0;
    const added = open.map((stretch) => {
      const ofStretch = changes.slice(first, first + stretch.points);
      first += stretch.points;
      return stretchIntegral(stretch, ofStretch, text, outputAt);
    });
    integrals = [...kept, ...added].sort((a, b) => b.gap - a.gap || a.from - b.from);
    cut = cutWorst(integrals, (stretches) => evaluations + costOf(stretches, known) <= budget.maxEvaluations);
  }
  const gap = gapOf(integrals);
  if (gap > MOST_GAP) throw budgetTooSmall(text.text, budget, gap);
  return {
    baseValues: outputAt(0).probabilities,
    outputs: outputAt(1).probabilities,
    values: sumOf(integrals),
    evaluations,
  };
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
    const parts = rest > limit && stretch.gap > ROUNDING ? partsOf(stretch) : [];
    rest -= stretch.gap;
    const open = [...cut.open, ...parts];
    if (parts.length > 0 && isAffordable(open)) cut.open = open;
    else cut.kept.push(stretch);
  }
  return cut;
}

/** Evaluations that stretches take. */
function costOf(stretches: readonly Stretch[], known: ReadonlyMap<number, unknown>): number {
  return stretches.reduce((sum, {points}) => sum + points, unknownBorders(stretches, known).length);
}

function unknownBorders(stretches: readonly Stretch[], known: ReadonlyMap<number, unknown>): number[] {
  const borders = new Set(stretches.flatMap(({from, to}) => [from, to]));
  return [...borders].filter((place) => !known.has(place));
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
