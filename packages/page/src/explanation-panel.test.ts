import {expect, test} from 'vitest';
import {explanationViews} from './explanation-panel.js';
import {explanationOf} from './testing/explanation-of.js';

test('the strongest value is found in a text of any length', () => {
  const explanation = explanationOf('word '.repeat(100_000), 2);
  const {strongest} = explanationViews([explanation], [0, 1], ['calm', 'glad']);
  expect(strongest).toBeCloseTo(1 / 40, 6);
});
