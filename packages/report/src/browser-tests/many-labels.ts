/// <reference lib="dom" />
import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';
import {manyLabelsSample} from '../testing/many-labels-sample.js';
import type {OpenPage} from './open-page.js';

const {labels} = manyLabelsSample(30);
const ALL_LABELS = 'All 30 labels';

/** A page of more labels than a table shows at once, with names of all kinds. */
export function manyLabelsTests(open: OpenPage): void {
  test.each([
    [1280, 'with scripts', true],
    [390, 'with scripts', true],
    [390, 'without scripts', false],
  ])(
    'at %i pixels %s no table is wider than the page, and no name is broken inside a word',
    async (width, _, javaScriptEnabled) => {
      const {page} = await open('many', {viewport: {width, height: 844}, javaScriptEnabled});
      for (const summary of await page.locator('section:not(#explanations) summary:visible').all())
        await summary.click();
      expect(await widerThanTheirPlace(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await brokenWords(page)).toEqual([]);
    },
  );

  test('the weakest labels are in sight, all of them folded away', async () => {
    const {page} = await open('many');
    const names = () => page.locator('#labels tbody th:visible').allTextContents();
    expect(await names()).toHaveLength(10);
    await page.locator('#labels summary', {hasText: ALL_LABELS}).click();
    const all = (await names()).slice(10);
    expect([...all].sort()).toEqual([...labels].sort());
    const f1 = await firstNumbers(page, '#labels details tbody td:nth-child(2)');
    expect(f1).toEqual([...f1].sort((a, b) => a - b));
  });

  test('the folded table sorts by any column', async () => {
    const {page} = await open('many');
    const section = page.locator('#labels');
    await section.locator('summary', {hasText: ALL_LABELS}).click();
    await section.getByRole('button', {name: 'Support'}).click();
    const support = await firstNumbers(page, '#labels details tbody td:last-child');
    expect(support).toEqual([...support].sort((a, b) => b - a));
    await section.locator('thead button').first().click();
    const names = await section.locator('details tbody th').allTextContents();
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en', {numeric: true})));
  });

  test('a pair of labels that were confused leads to its texts', async () => {
    const {page} = await open('many');
    await page.locator('#confusion tbody tr').first().locator('a').click();
    await expect.poll(() => page.locator('output').textContent()).toBe('2 of 2 rows');
  });
}

async function firstNumbers(page: Page, cells: string): Promise<number[]> {
  return (await page.locator(cells).allTextContents()).map((text) => Number.parseFloat(text));
}

/** Boxes that scroll sideways, by their names; values of words by class aside, which are as many columns as classes. */
async function widerThanTheirPlace(page: Page): Promise<(string | null)[]> {
  const boxes = page.locator('section:not(#explanations) .scroll:visible');
  const all = await boxes.evaluateAll((found) =>
    found.map((box) => (box.scrollWidth > box.clientWidth + 1 ? box.getAttribute('aria-label') : '')),
  );
  return all.filter((name) => name !== '');
}

/** Words of names that stand on two lines, but for those that no column has room for. */
async function brokenWords(page: Page): Promise<string[]> {
  return await page.locator('bdi:visible').evaluateAll((names) =>
    names.flatMap((name) => {
      const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
      const broken: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (text.parentElement?.className === 'long') continue;
        for (const {0: word, index} of (text.textContent ?? '').matchAll(/[\w-]+/g)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          if (new Set([...range.getClientRects()].map(({top}) => Math.round(top))).size > 1)
            broken.push(word);
        }
      }
      return broken;
    }),
  );
}
