import fc from 'fast-check';
import {expect, test} from 'vitest';
import {compact, count, counted, decimal, percent, signed} from './number-format.js';

test('numbers are written for people', () => {
  expect([0, 999, 1000, 16000, 1234567].map(count)).toEqual(['0', '999', '1,000', '16,000', '1,234,567']);
  expect([0, 1, 2000].map((texts) => counted(texts, 'text'))).toEqual(['0 texts', '1 text', '2,000 texts']);
  expect([0, 0.7485, 1].map(percent)).toEqual(['0.0%', '74.9%', '100.0%']);
  expect([0.7236, 1, 2e-5].map(compact)).toEqual(['0.7236', '1', '0.00002']);
  expect([0.7575, 12.3456, 1e-9].map((value) => decimal(value, 4))).toEqual(['0.7575', '12.3456', '0.0000']);
});

test('a difference carries its sign, and one that rounds to nothing carries none', () => {
  expect([0.2134, -0.042, 0, -0.0004, 0.0004].map((value) => signed(value))).toEqual([
    '+0.213',
    '\u22120.042',
    '0.000',
    '0.000',
    '0.000',
  ]);
  expect(signed(-0.042, '-')).toBe('-0.042');
  expect([-0, -0.0001, -1e-9].map((value) => decimal(value))).toEqual(['0.000', '0.000', '0.000']);
});

test('a half is rounded away from zero, so that a share and its decimals agree', () => {
  expect([percent(0.7575), decimal(0.7575), signed(-0.0425)]).toEqual(['75.8%', '0.758', '\u22120.043']);
  expect([decimal(0.12449), percent(0.12449), decimal(1)]).toEqual(['0.124', '12.4%', '1.000']);
});

test('any decimal is rounded as on paper', () => {
  const tenThousandths = fc.integer({min: -99_999_999, max: 99_999_999});
  fc.assert(
    fc.property(tenThousandths, (whole) => {
      const size = Math.abs(whole);
      const thousandths = Math.floor(size / 10) + (size % 10 >= 5 ? 1 : 0);
      const digits = String(thousandths).padStart(4, '0');
      const sign = whole < 0 && thousandths > 0 ? '-' : '';
      expect(decimal(Number(`${whole}e-4`))).toBe(`${sign}${digits.slice(0, -3)}.${digits.slice(-3)}`);
    }),
  );
});

test('numbers that are not finite are named', () => {
  expect(
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => decimal(value)),
  ).toEqual(['NaN', 'Infinity', '-Infinity']);
});
