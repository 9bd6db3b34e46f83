import {expect, test} from 'vitest';
import {paramText} from './param-text.js';

test('params are shown as they were given, numbers with all their digits', () => {
  expect([12345, 12346, 0.123456, 2e-5, 'auto', true, [1, 2], null, undefined].map(paramText)).toEqual([
    '12345',
    '12346',
    '0.123456',
    '0.00002',
    'auto',
    'true',
    '[1,2]',
    'null',
    '\u2013',
  ]);
});
