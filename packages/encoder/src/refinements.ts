import {halfToFloat32} from './half-to-float32.js';

/** What a refinement of 1 adds, as a share of the half: rounding to a half moves a value by 128 times that at most. */
const UNIT = 2 ** -18;
const MOST = 127;

/**
 * Eight bits more for each half-precision number: the value is half · (1 + refinement · 2^-18), to 4e-6 of its size at
 * most, or 3e-8 where it is smaller than any normal half. Rounding to a half alone moves it by up to 5e-4 of its size.
 *
 * @param values finite
 * @param halves the same rounded, with any rounding to one of the two nearest
 */
export function refinementsOf(values: Float32Array, halves: Uint16Array): Int8Array {
  const rounded = halfToFloat32(halves);
  return Int8Array.from(values, (value, i) => {
    const half = rounded[i] as number;
    if (half === 0) return 0;
    return Math.max(-MOST, Math.min(MOST, Math.round((value / half - 1) / UNIT)));
  });
}

/** Refines values that were halves, in place. */
export function refine(values: Float32Array, refinements: Int8Array): void {
  for (let i = 0; i < refinements.length; i++)
    values[i] = (values[i] as number) * (1 + (refinements[i] as number) * UNIT);
}
