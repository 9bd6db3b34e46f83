import type {Mask} from './text-masker.js';

/** What the parts of a text did. Base values, `values` and `together` add up to the outputs. */
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
const ADDITIVITY_TOLERANCE = 1e-5;

/** Throws where base values and values do not add up to the outputs. */
export function requireAdditive({baseValues, outputs, values, together}: PartValues, text: string): void {
  outputs.forEach((output, i) => {
    const first = (baseValues[i] as number) + (together?.[i] ?? 0);
    const sum = values.reduce((total, value) => total + (value[i] as number), first);
    if (!(Math.abs(sum - output) <= ADDITIVITY_TOLERANCE))
      throw new Error(
        `Internal error: values of class ${i} give ${sum}, not ${output}, for the text "${text.slice(0, 80)}"`,
      );
  });
}
