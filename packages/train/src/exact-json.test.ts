import {expect, test} from 'vitest';
import {exactJson, parseExactJson} from './exact-json.js';

test('numbers that JSON does not know come back as they were, deep inside too', () => {
  const value = {
    nan: Number.NaN,
    rows: [{loss: Number.POSITIVE_INFINITY}, {loss: Number.NEGATIVE_INFINITY}, {loss: -0}],
    double: 0.1 + 0.2,
    text: 'NaN',
  };
  expect(parseExactJson(exactJson(value))).toStrictEqual(value);
});
