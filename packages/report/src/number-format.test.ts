import {expect, test} from 'vitest';
import {compact, count, counted, decimal, percent, signed} from './number-format.js';

test('numbers are written for people', () => {
  expect([0, 999, 1000, 16000, 1234567].map(count)).toEqual(['0', '999', '1,000', '16,000', '1,234,567']);
  expect([0, 1, 2000].map((texts) => counted(texts, 'text'))).toEqual(['0 texts', '1 text', '2,000 texts']);
  expect([0, 0.7485, 1].map(percent)).toEqual(['0.0%', '74.9%', '100.0%']);
  expect([0.7236, 1, 2e-5].map(compact)).toEqual(['0.7236', '1', '0.00002']);
});

test('a difference carries its sign, and one that rounds to nothing carries none', () => {
  expect([0.2134, -0.042, 0, -0.0004, 0.0004].map(signed)).toEqual([
    '+0.213',
    '\u22120.042',
    '0.000',
    '0.000',
    '0.000',
  ]);
  expect(decimal(-0.0001)).toBe('0.000');
});
