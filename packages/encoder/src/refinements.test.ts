import {tensorToHalf, tf} from '@retune/backend';
import {expect, test} from 'vitest';
import {halfToFloat32} from './half-to-float32.js';
import {refine, refinementsOf} from './refinements.js';

function refined(values: Float32Array): Float32Array {
  const tensor = tf.tensor1d(values);
  const halves = tensorToHalf(tensor);
  tensor.dispose();
  const result = halfToFloat32(halves);
  refine(result, refinementsOf(values, halves));
  return result;
}

test('a refined half is within 4e-6 of the value’s size, whatever its size and sign', () => {
  // From the smallest normal half to the largest.
  const values = Float32Array.from(
    {length: 20_000},
    (_, i) => (i % 2 === 0 ? 1 : -1) * 2 ** (-14 + (30 * i) / 20_001),
  );
  const off = refined(values).map((value, i) => Math.abs(value / (values[i] as number) - 1));
  expect(Math.max(...off)).toBeLessThan(4e-6);
});

test('what is smaller than any normal half is no further than half precision has it, and 0 stays 0', () => {
  const values = Float32Array.from({length: 2001}, (_, i) => ((i - 1000) / 1000) * 2 ** -14);
  const off = refined(values).map((value, i) => Math.abs(value - (values[i] as number)));
  expect(Math.max(...off)).toBeLessThanOrEqual(2 ** -25);
  expect(refined(Float32Array.of(0))).toEqual(Float32Array.of(0));
});
