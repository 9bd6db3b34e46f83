import {mean, weightedMean} from './average.js';

/** A value that each class has or lacks, over all classes. */
export interface ClassAverage {
  /** Unweighted mean; null where a class lacks it. */
  macro: number | null;
  /** Mean by number of rows; classes without rows count nothing. Null where another class lacks it. */
  weighted: number | null;
}

/**
 * @param values [classes]
 * @param support [classes] rows of each class
 */
export function classAverage(values: readonly (number | null)[], support: readonly number[]): ClassAverage {
  const present = support.flatMap((rows, i) => (rows > 0 ? [i] : []));
  const ofPresent = present.map((i) => values[i] ?? null);
  return {
    macro: allDefined(values) ? mean(values) : null,
    weighted: allDefined(ofPresent)
      ? weightedMean(
          ofPresent,
          present.map((i) => support[i] as number),
        )
      : null,
  };
}

function allDefined(values: readonly (number | null)[]): values is number[] {
  return !values.includes(null);
}
