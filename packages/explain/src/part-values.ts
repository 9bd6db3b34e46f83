import type {Mask} from './text-masker.js';

/** What the parts of a text did. Base values, `values` and `together` add up to the outputs, see {@link gapOf}. */
export interface PartValues {
  /** [classes] with all parts hidden. */
  baseValues: Float64Array;
  /** [classes] with no part hidden. */
  outputs: Float64Array;
  /** [parts][classes] */
  values: Float64Array[];
  /** [classes] What parts do only together, where the method gives it to none of them. */
  together?: Float64Array;
  /** Versions of the text counted against the budget. */
  evaluations: number;
}

/** What a method at work waits for. */
export interface MaskRequest {
  /** [parts] each. */
  masks: Mask[];
  /** What it will probably ask for next: cheap to evaluate along, as small batches leave cores idle. */
  likely?: Mask[];
}

/**
 * A method at work on one text: asks for masks and is to be sent their outputs [classes] in the same order. A
 * generator, so that several texts can share the model's batches.
 */
export type ExplanationSteps<Result> = Generator<MaskRequest, Result, Float64Array[]>;

/** Base value, values and output may be apart by this much, for rounding. */
export const ADDITIVITY_TOLERANCE = 1e-5;

/** By how much base values and values miss the outputs, for the class where it is most. */
export function gapOf({baseValues, outputs, values, together}: PartValues): number {
  const gaps = outputs.map((output, label) => {
    const first = (baseValues[label] as number) + (together?.[label] ?? 0);
    return Math.abs(values.reduce((total, value) => total + (value[label] as number), first) - output);
  });
  return Math.max(...gaps);
}

/** Throws where base values and values are further from the outputs than a method allows. */
export function requireAdditive(gap: number, tolerance: number, text: string): void {
  if (gap <= tolerance) return;
  throw new Error(
    `Internal error: base values and values are ${gap} from the outputs, for the text "${text.slice(0, 80)}"`,
  );
}
