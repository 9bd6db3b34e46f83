import type {ExplanationSteps, PartValues} from './part-values.js';
import type {Mask} from './text-masker.js';

/** Versions that are asked for at a time. */
const MASKS_AT_A_TIME = 256;

/** Versions that exact values need: all sets of the parts that can be hidden. */
export function exactMasks({hideable}: {hideable: readonly number[]}): number {
  return 2 ** hideable.length;
}

/**
 * Exact Shapley values (Shapley, 1953): what a part adds to the parts kept beside it, over all sets of them,
 * each set weighted as if the parts came in random order. Parts that can't be hidden get 0.
 *
 * @param parts number of parts
 * @param hideable places of those that can be hidden; at most 20 or so, since every set of them is evaluated
 */
export function* exactValues(parts: number, hideable: readonly number[]): ExplanationSteps<PartValues> {
  const players = hideable.length;
  const sets = 2 ** players;
  const outputs: Float64Array[] = []; // [sets][classes]; bit i of a set tells whether player i is kept
  for (let first = 0; first < sets; first += MASKS_AT_A_TIME) {
    const count = Math.min(MASKS_AT_A_TIME, sets - first);
    const masks = Array.from({length: count}, (_, i) => maskOfSet(parts, hideable, first + i));
    outputs.push(...(yield {masks}));
  }
  const [baseValues, whole] = [outputs[0] as Float64Array, outputs[sets - 1] as Float64Array];
  const values = Array.from({length: parts}, () => new Float64Array(baseValues.length));
  const weights = setWeights(players);
  for (const [player, part] of hideable.entries())
    addContributions(values[part] as Float64Array, 2 ** player, outputs, weights);
  return {baseValues, outputs: whole, values, evaluations: sets};
}

/** Adds what the player with this bit adds to each set without it, weighted by the set's size. */
function addContributions(
  values: Float64Array,
  bit: number,
  outputs: readonly Float64Array[],
  weights: readonly number[],
): void {
  for (const [set, without] of outputs.entries()) {
    if ((set & bit) !== 0) continue;
    const withPlayer = outputs[set | bit] as Float64Array;
    const weight = weights[bitCount(set)] as number;
    for (let i = 0; i < values.length; i++)
      values[i] = (values[i] as number) + weight * ((withPlayer[i] as number) - (without[i] as number));
  }
}

/** By size s of a set: s! (players - s - 1)! / players!, one over players times the ways to choose the set. */
function setWeights(players: number): number[] {
  const weights: number[] = [];
  let ways = 1;
  for (let size = 0; size < players; size++) {
    weights.push(1 / (players * ways));
    ways = (ways * (players - 1 - size)) / (size + 1);
  }
  return weights;
}

function maskOfSet(parts: number, hideable: readonly number[], set: number): Mask {
  const mask = new Uint8Array(parts).fill(1);
  for (const [player, part] of hideable.entries()) mask[part] = (set >> player) & 1;
  return mask;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}
