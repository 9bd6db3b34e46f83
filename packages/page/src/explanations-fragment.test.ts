import {expect, test} from 'vitest';
import {explanationsFragment} from './explanations-fragment.js';

test('without texts it is said which params would give some', () => {
  const {text} = explanationsFragment({labels: ['calm'], explanations: [], words: [[]], headingLevel: 2});
  expect(text).toBe(
    '<p class="notes">No text was explained: none is named by explain.texts, and explain.mistakes and ' +
      'explain.sample gave none.</p>\n',
  );
});
