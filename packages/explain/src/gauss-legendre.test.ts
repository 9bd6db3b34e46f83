import {expect, test} from 'vitest';
import {gaussLegendre} from './gauss-legendre.js';

test('two points are those of the textbook', () => {
  const {points, weights} = gaussLegendre(2);
  expect([...points]).toEqual([
    expect.closeTo(0.5 - Math.sqrt(3) / 6, 14),
    expect.closeTo(0.5 + Math.sqrt(3) / 6, 14),
  ]);
  expect([...weights]).toEqual([expect.closeTo(0.5, 14), expect.closeTo(0.5, 14)]);
});

test.each([1, 2, 5, 32, 257])('%i points integrate powers up to twice their number less one', (count) => {
  const {points, weights} = gaussLegendre(count);
  for (const power of [0, 1, count, 2 * count - 1]) {
    const integral = points.reduce((sum, point, i) => sum + (weights[i] as number) * point ** power, 0);
    expect(integral).toBeCloseTo(1 / (power + 1), 12);
  }
});
