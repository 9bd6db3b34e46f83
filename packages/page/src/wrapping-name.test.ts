import fc from 'fast-check';
import {expect, test} from 'vitest';
import {wrappingName} from './wrapping-name.js';

test.each([
  ['card_about_to_expire', 'card_<wbr>about_<wbr>to_<wbr>expire'],
  ['Customer/Support-Billing', 'Customer/<wbr>Support-<wbr>Billing'],
  ['transferIntoAccount', 'transfer<wbr>Into<wbr>Account'],
  ['lost or stolen', 'lost or stolen'],
  ['__proto__', '__proto__'],
  ['-1.5', '-1.<wbr>5'],
  ['a & b', 'a &amp; b'],
  [`of ${'a'.repeat(19)} and`, `of <span class="long">${'a'.repeat(19)}</span> and`],
  ['退款请求', '退款请求'],
])('%s wraps between its words alone', (name, markup) => {
  expect(wrappingName(name).text).toBe(`<bdi>${markup}</bdi>`);
});

test('whatever the name, a reader sees and copies the name itself', () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom('a', 'B', '_', ' ', '/', '1', 'é', '很', '😡')}), (name) => {
      expect(wrappingName(name).text.replace(/<[^>]+>/g, '')).toBe(name);
    }),
  );
});
