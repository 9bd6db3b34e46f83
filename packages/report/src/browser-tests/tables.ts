/// <reference lib="dom" />
import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';
import {EMOTION_SAMPLE as SAMPLE} from '../testing/sample.js';
import type {OpenPage} from './open-page.js';

/** What the tables and the confusion matrix answer to. */
export function tableTests(open: OpenPage): void {
  test('runs are sorted by a metric, and the one without a value comes last', async () => {
    const {page} = await open('sweep');
    const runs = () => page.locator('.runs tbody th').allTextContents();
    expect(await runs()).toEqual(['1', '2', '3']);
    await page.getByRole('button', {name: 'Accuracy'}).click();
    expect(await runs()).toEqual(['2', '3', '1']);
    await page.getByRole('button', {name: 'Against run 1'}).click();
    await page.getByRole('button', {name: 'Against run 1'}).click();
    expect(await runs()).toEqual(['3', '2', '1']);
  });

  test('a cell of the confusion matrix shows its rows, and the filter is cleared again', async () => {
    const {page} = await open('plain');
    const [label, predicted] = [SAMPLE.labels.indexOf('love'), SAMPLE.labels.indexOf('joy')];
    await page.focus(`a[data-label="${label}"][data-predicted="${predicted}"]`);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('output').textContent()).toBe('20 of 74 rows');
    expect(new Set(await shownCells(page, 2))).toEqual(new Set(['love']));
    expect(new Set(await shownCells(page, 3))).toEqual(new Set(['joy']));
    await page.getByRole('button', {name: 'Clear'}).click();
    await expect.poll(() => page.locator('output').textContent()).toMatch(/^20 of 5\d\d rows$/);
  });

  test('rows are found by their text and by why they are listed, and more are shown on demand', async () => {
    const {page} = await open('plain');
    await page.getByLabel('Search').fill('  Romantic ');
    const found = await page.locator('output').textContent();
    expect(found).toMatch(/^20 of \d+ rows$/);
    await page.getByLabel('Why').selectOption('Cut');
    expect(await page.locator('output').textContent()).not.toBe(found);
    expect(await page.locator('.rows tbody tr:visible .row-text').allTextContents()).toContain(
      'i feel romantic too',
    );
    await page.getByRole('button', {name: 'Clear'}).click();
    await page.getByRole('button', {name: 'Show more'}).click();
    expect(await page.locator('.rows tbody tr:visible').count()).toBe(120);
  });

  test('a heading sorts by keyboard, one way and the other, and says which', async () => {
    const {page} = await open('plain');
    const sure = async () => (await shownCells(page, 4)).map((text) => Number.parseFloat(text));
    const heading = page.getByRole('columnheader', {name: 'Sure'});
    await heading.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    const falling = await sure();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect((await sure())[0]).toBeLessThan(falling.at(-1) ?? 0);
  });

  test('without scripts all rows are there and no control that would do nothing', async () => {
    const {page} = await open('plain', {javaScriptEnabled: false});
    expect(await page.locator('.rows tbody tr:visible').count()).toBeGreaterThan(500);
    expect(await page.locator('.row-filter, .more, .sort').locator('visible=true').count()).toBe(0);
  });
}

/** Texts of a column of the rows that are shown; columns are counted from 1. */
async function shownCells(page: Page, column: number): Promise<string[]> {
  return await page.locator(`.rows tbody tr:visible > :nth-child(${column})`).allTextContents();
}
