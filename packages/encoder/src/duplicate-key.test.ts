import {expect, test} from 'vitest';
import {duplicateKey} from './duplicate-key.js';

test.each([
  ['{"a": 1, "a": 2}', 'a'],
  ['{"x": {"dtype": "F32", "dtype": "I32"}}', 'dtype'],
  ['[{"a": 1}, {"b": [], "b" : []}]', 'b'],
  ['{"é": 1, "\\u00e9": 2}', 'é'],
])('%s holds %s twice', (json, key) => {
  expect(duplicateKey(json)).toBe(key);
});

test.each([
  '{}',
  '{"a": "a", "b": "a"}',
  '{"a": {"a": {"a": 1}}, "b": {"a": 1}}',
  '{"a": "\\"}, \\"a\\": {", "b": ["a", "a"]}',
  '{"a\\\\": 1, "a": 2}',
])('%s holds no key twice', (json) => {
  expect(duplicateKey(json)).toBeUndefined();
});
