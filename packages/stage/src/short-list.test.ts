import {expect, test} from 'vitest';
import {shortList} from './short-list.js';

test('ten items are listed, of more the first ten and how many are left', () => {
  const items = Array.from({length: 77}, (_, i) => `label ${i}`);
  expect(shortList(items.slice(0, 10))).toBe(items.slice(0, 10).join(', '));
  expect(shortList(items)).toBe(`${items.slice(0, 10).join(', ')} and 67 more`);
  expect(shortList([])).toBe('');
});
