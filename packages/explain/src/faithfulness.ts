import type {ExplanationSteps, PartValues} from './part-values.js';
import type {Mask} from './text-masker.js';

/**
 * How well values say what the classifier goes by, after ERASER (DeYoung et al., 2020), for the label with the
 * highest output and as a mean over {@link SHARES} of the parts.
 */
export interface Faithfulness {
  /** How far its probability falls when the parts that speak most for it are hidden; high is good. */
  comprehensiveness: number;
  /** How far it falls when nothing but those is kept; low is good. */
  sufficiency: number;
}

/** Shares of the parts, rounded to at least one of them. */
const SHARES = [0.01, 0.05, 0.1, 0.2, 0.5];

/** Measures the values of one text. `hideable` are places of the parts that can be hidden. */
export function* faithfulness(
  {values, outputs}: Pick<PartValues, 'values' | 'outputs'>,
  hideable: readonly number[],
): ExplanationSteps<Faithfulness> {
  if (hideable.length === 0) return {comprehensiveness: 0, sufficiency: 0};
  const label = indexOfHighest(outputs);
  const valueAt = (part: number) => values[part]?.[label] as number;
  const ranked = [...hideable].sort((a, b) => valueAt(b) - valueAt(a) || a - b);
  const chosen = SHARES.map((share) => ranked.slice(0, Math.max(1, Math.round(share * ranked.length))));
  const without = chosen.map((parts) => maskHiding(values.length, parts));
  const alone = chosen.map((parts) => maskHiding(values.length, ranked.slice(parts.length)));
  const results = yield {masks: [...without, ...alone]};
  const falls = results.map((result) => (outputs[label] as number) - (result[label] as number));
  return {
    comprehensiveness: mean(falls.slice(0, SHARES.length)),
    sufficiency: mean(falls.slice(SHARES.length)),
  };
}

/** The place of the highest value, the first of equals. */
export function indexOfHighest(values: Float64Array): number {
  return values.reduce((best, value, i) => (value > (values[best] as number) ? i : best), 0);
}

function maskHiding(length: number, hidden: readonly number[]): Mask {
  const mask = new Uint8Array(length).fill(1);
  for (const part of hidden) mask[part] = 0;
  return mask;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
