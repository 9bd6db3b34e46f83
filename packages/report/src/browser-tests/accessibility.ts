/// <reference lib="dom" />
import axe from 'axe-core';
import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';
import type {OpenPage} from './open-page.js';

/** The page for those who do not see it, or see it on paper. */
export function accessibilityTests(open: OpenPage): void {
  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    // Contrast hangs on the scheme, structure on the width: two passes see both of each.
    'axe finds nothing to mend in the %s at %i pixels, with all tables open',
    async (colorScheme, width) => {
      const {page} = await open('small', {colorScheme, viewport: {width, height: 844}});
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await violations(page)).toEqual([]);
    },
  );

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'axe finds nothing to mend where runs are compared, in the %s at %i pixels',
    async (colorScheme, width) => {
      const {page, url, requests, complaints} = await open('sweep', {
        colorScheme,
        viewport: {width, height: 844},
      });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(requests.filter((address) => !address.startsWith('data:'))).toEqual([url]);
      expect(complaints).toEqual([]);
    },
  );

  test('on paper every table is open and no control is left', async () => {
    const {page} = await open('plain');
    await page.emulateMedia({media: 'print'});
    const folded = page.locator('details:not([open]) table');
    for (const table of await folded.all()) expect((await table.boundingBox())?.height).toBeGreaterThan(0);
    expect(await page.locator('nav, .row-filter, .more, .hint').locator('visible=true').count()).toBe(0);
  });
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html}`));
}
