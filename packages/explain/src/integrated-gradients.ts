import {StageError} from '@retune/stage';
import {gaussLegendre, type Quadrature} from './gauss-legendre.js';
import type {PartValues} from './part-values.js';
import type {PathGradients} from './path-gradients.js';
import type {WordIds} from './word-text.js';

/** A text for integrated gradients, with what the classifier makes of both ends of the path. */
export interface GradientText extends WordIds {
  text: string;
  /** Number of words. */
  words: number;
  /** [tokens] the ids with every word hidden, one mask a token. */
  hiddenIds: readonly number[];
  /** [classes] */
  baseValues: Float64Array;
  outputs: Float64Array;
}

export interface GradientOptions {
  /** Points of the first attempt; each further one takes twice as many. */
  steps: number;
  /** Points of all attempts together. */
  maxEvaluations: number;
}

/** Values and the change of the outputs may be apart by this much. */
const COMPLETENESS_TOLERANCE = 1e-5;
/** Padded tokens of a batch of points; gradients keep all hidden states, so that more would cost memory. */
const TOKENS_PER_BATCH = 1024;

/**
 * Integrated gradients (Sundararajan et al., 2017) over word embeddings, from the text with every word hidden
 * to the text itself. Values of a word are those of its tokens, added up. The integral is taken by Gauss and
 * Legendre's quadrature with as many points as it takes for base values and values to add up to the outputs
 * (completeness). Throws {@link StageError} where the budget does not suffice for that.
 */
export function integratedGradients(
  gradients: PathGradients,
  text: GradientText,
  {steps, maxEvaluations}: GradientOptions,
): PartValues {
  const {baseValues, outputs} = text;
  let evaluations = 2;
  let gap = Number.POSITIVE_INFINITY;
  for (let points = steps; evaluations + points <= maxEvaluations; points *= 2) {
    evaluations += points;
    const values = wordValues(gradients, text, gaussLegendre(points));
    gap = largestGap(baseValues, outputs, values);
    if (gap <= COMPLETENESS_TOLERANCE) return {baseValues, outputs, values, evaluations};
  }
  throw new StageError({
    where: 'explain.maxEvaluations',
    what:
      `${maxEvaluations} do not suffice for integrated gradients of the text "${text.text.slice(0, 60)}"` +
      (Number.isFinite(gap) ? `: values and output are still ${gap.toPrecision(2)} apart` : ''),
    mend: 'Allow more of them, or use the method partition.',
  });
}

/** [words][classes] */
function wordValues(gradients: PathGradients, text: GradientText, quadrature: Quadrature): Float64Array[] {
  const {inputIds, hiddenIds, wordOf, words, outputs} = text;
  const values = Array.from({length: words}, () => new Float64Array(outputs.length));
  const pointsAtATime = Math.max(1, Math.floor(TOKENS_PER_BATCH / inputIds.length));
  for (let first = 0; first < quadrature.points.length; first += pointsAtATime) {
    const path = {
      from: hiddenIds,
      to: inputIds,
      points: quadrature.points.subarray(first, first + pointsAtATime),
      weights: quadrature.weights.subarray(first, first + pointsAtATime),
    };
    for (let label = 0; label < outputs.length; label++) {
      const ofTokens = gradients.along(path, label);
      for (const [token, word] of wordOf.entries()) {
        const ofWord = values[word];
        if (ofWord) ofWord[label] = (ofWord[label] as number) + (ofTokens[token] as number);
      }
    }
  }
  return values;
}

function largestGap(
  baseValues: Float64Array,
  outputs: Float64Array,
  values: readonly Float64Array[],
): number {
  return outputs.reduce((largest, output, label) => {
    const sum = values.reduce(
      (total, value) => total + (value[label] as number),
      baseValues[label] as number,
    );
    return Math.max(largest, Math.abs(output - sum));
  }, 0);
}
