import type {ExplanationSteps, PartValues} from './part-values.js';

/** Versions that occlusion needs: one a part, and those of nothing and of everything hidden. */
export function occlusionMasks({hideable}: {hideable: readonly number[]}): number {
  return hideable.length + 2;
}

/**
 * Occlusion (Zeiler & Fergus, 2014): how much the outputs fall when one part is hidden and all others stay.
 * The cheapest method, blind to words that stand in for each other: what parts do only together is given to
 * none of them, but to `together`.
 *
 * @param parts number of parts
 * @param hideable places of those that can be hidden
 */
export function* occlusionValues(parts: number, hideable: readonly number[]): ExplanationSteps<PartValues> {
  const all = new Uint8Array(parts).fill(1);
  const nothing = all.slice();
  for (const part of hideable) nothing[part] = 0;
  const withoutOne = hideable.map((part) => all.slice().fill(0, part, part + 1));
  const [baseValues, outputs, ...without] = (yield {masks: [nothing, all, ...withoutOne]}) as [
    Float64Array,
    Float64Array,
    ...Float64Array[],
  ];
  const values = Array.from({length: parts}, () => new Float64Array(outputs.length));
  const together = outputs.map((output, i) => output - (baseValues[i] as number));
  for (const [place, part] of hideable.entries()) {
    const value = outputs.map((output, i) => output - (without[place]?.[i] as number));
    values[part] = value;
    value.forEach((amount, i) => {
      together[i] = (together[i] as number) - amount;
    });
  }
  return {baseValues, outputs, values, together, evaluations: without.length + 2};
}
