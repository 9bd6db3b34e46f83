import fc from 'fast-check';
import {expect, test} from 'vitest';
import {expectNothingLeaks} from './expect-nothing-leaks.js';
import {areFiniteHalves, halfToTensor, tensorToHalf, tf} from './index.js';

const everyHalf = Uint16Array.from({length: 65536}, (_, bits) => bits);

/** The value of a half by the definition in IEEE 754: sign, five bits of exponent, ten of fraction. */
function halfValue(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

test('every half becomes its exact value', () => {
  const values = halfToTensor(everyHalf, [256, 256]).dataSync();
  expect(values).toEqual(Float32Array.from(everyHalf, halfValue));
});

test('every half that is a number comes back as the same bits', () => {
  const back = tensorToHalf(halfToTensor(everyHalf, [65536]));
  const numbers = everyHalf.filter((bits) => !Number.isNaN(halfValue(bits)));
  expect(numbers.map((bits) => back[bits]!)).toEqual(numbers);
});

test('a number is rounded to the nearest half, a tie to the even one', () => {
  const positive = fc.integer({min: 0, max: 0x7bfe});
  fc.assert(
    fc.property(positive, fc.double({min: 0, max: 1, noNaN: true}), (bits, share) => {
      const [lower, upper] = [halfValue(bits), halfValue(bits + 1)];
      const value = Math.fround(lower + share * (upper - lower));
      const middle = (lower + upper) / 2;
      const nearest = value < middle ? bits : value > middle ? bits + 1 : bits + (bits % 2);
      expect(tensorToHalf(tf.tensor1d([value]))[0]).toBe(nearest);
    }),
    {
      examples: [
        [0x3c00, 0.5],
        [0x3c01, 0.5],
        [0, 0.5],
      ],
    },
  );
});

test('a number beyond the largest half becomes infinite', () => {
  expect([...tensorToHalf(tf.tensor1d([65520, -65520]))]).toEqual([0x7c00, 0xfc00]);
});

test('one half that is infinite or NaN is found among finite ones, at any place', () => {
  const isNumber = (bits: number) => Number.isFinite(halfValue(bits));
  for (const place of [0, 1, 2]) {
    const withHalf = (bits: number) => Uint16Array.of(0xfbff, 0, 0x7bff).with(place, bits);
    expect(everyHalf.filter((bits) => areFiniteHalves(withHalf(bits)) !== isNumber(bits))).toHaveLength(0);
  }
  expect(areFiniteHalves(new Uint16Array(0))).toBe(true);
});

test('tensors of odd size, of no element and scalars convert', () => {
  expect([...tensorToHalf(tf.tensor2d([1, 2, -3], [1, 3]))]).toEqual([0x3c00, 0x4000, 0xc200]);
  expect(tensorToHalf(tf.zeros([0, 4])).length).toBe(0);
  expect([...tensorToHalf(tf.scalar(1))]).toEqual([0x3c00]);
  expect(halfToTensor(new Uint16Array(0), [0, 4]).shape).toEqual([0, 4]);
});

test('a view into the middle of a larger buffer converts', () => {
  const middle = Uint16Array.of(0, 0x3c00, 0x4000, 0).subarray(1, 3);
  expect([...halfToTensor(middle, [2]).dataSync()]).toEqual([1, 2]);
});

test('a tensor stays as it was when the halves it came from change', () => {
  const halves = Uint16Array.of(0x3c00, 0x4000);
  const tensor = halfToTensor(halves, [2]);
  halves.fill(0);
  expect([...tensor.dataSync()]).toEqual([1, 2]);
});

test('integers are refused', () => {
  expect(() => tensorToHalf(tf.tensor1d([1], 'int32'))).toThrow('tensorToHalf takes float32, not int32');
});

test('conversions leave no tensor behind', () => {
  const halves = new Uint16Array(15);
  expectNothingLeaks(() => {
    const tensor = halfToTensor(halves, [3, 5]);
    tensorToHalf(tensor);
    tensor.dispose();
  });
});
