/// <reference lib="dom" />
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import axe from 'axe-core';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {explanationsPage} from './explanations-page.js';
import {chromiumFound, explanationOf, openBrowser} from './testing/index.js';

const LABELS = Array.from({length: 30}, (_, id) =>
  id === 3 ? 'a label of many words '.repeat(8) : `intent ${id}`,
);
const PANEL = 'article:first-of-type .panel:visible';

/** A page of the first labels. */
function pageOf(classes: number): string {
  const labels = LABELS.slice(0, classes);
  return explanationsPage({
    labels,
    explanations: [
      explanationOf('my parcel has not come', classes),
      explanationOf('أنا سعيد جدا بهذا المنتج', classes),
      explanationOf('where is it', classes, {source: 'mistake', row: 7, label: 2, predicted: 4}),
      explanationOf('so 😡 mad', classes, {source: 'sample', row: 9, label: 2, predicted: 4}),
    ],
    words: labels.map(() => [{word: 'mad', texts: 1, meanValue: 0.1, totalValue: 0.1}]),
  });
}

describe.skipIf(!chromiumFound())('the page of explanations in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'retune-explanations-'));
    for (const classes of [5, 30]) writeFileSync(join(folder, `${classes}.html`), pageOf(classes));
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, {recursive: true});
  });

  async function open(options: BrowserContextOptions = {}, classes = 30): Promise<Page> {
    const context = await browser.newContext({viewport: {width: 1280, height: 800}, ...options});
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(String(pathToFileURL(join(folder, `${classes}.html`))));
    return page;
  }

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('axe finds nothing to mend in the %s at %i pixels, all opened', async (colorScheme, width) => {
    const page = await open({colorScheme, viewport: {width, height: 844}}, 5);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.evaluate(axe.source);
    const {violations} = (await page.evaluate('axe.run()')) as axe.AxeResults;
    expect(violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test('the arrow keys reach the classes in sight, and all once the others are unfolded', async () => {
    const page = await open({viewport: {width: 390, height: 844}});
    expect(await classesReached(page)).toBe(8);
    await page.locator('article:first-of-type summary').first().click();
    expect(await classesReached(page)).toBe(LABELS.length);
  });

  test('a word is marked on the force line too, and the other way round', async () => {
    const page = await open();
    const marked = () =>
      page.locator('.marked').evaluateAll((all) => all.map(({className}) => className.split(' ')[0]));
    await page.hover(`${PANEL} .word[data-word="1"]`);
    expect(await marked()).toEqual(['segment', 'word']);
    const said = await page.locator('.tip').textContent();
    await page.hover(`${PANEL} .segment[data-word="1"]`);
    expect(await marked()).toEqual(['segment', 'word']);
    expect(await page.locator('.tip').textContent()).toContain(said?.slice(0, 6));
    await page.mouse.move(0, 0);
    expect(await marked()).toEqual([]);
  });

  test('in a text from right to left the arrow keys go the way they point', async () => {
    const page = await open();
    const words = page.locator('article:nth-of-type(2) .panel:visible .word');
    await words.nth(0).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator(':focus').textContent()).toBe(await words.nth(1).textContent());
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').textContent()).toBe(await words.nth(0).textContent());
  });

  test('a sampled text is opened by keyboard and shows its words’ values', async () => {
    const page = await open();
    await page.focus('.sampled summary');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('so');
    expect(await page.locator('.tip').textContent()).toMatch(/(towards|away from) intent 4$/);
  });

  test('on paper all classes stand there and no text that is closed', async () => {
    const page = await open();
    await page.emulateMedia({media: 'print'});
    expect(await page.locator('.sampled-texts, .hint').locator('visible=true').count()).toBe(0);
    const choices = page.locator('.choices').first();
    expect(await choices.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);
  });
});

/** How many classes the arrow keys go through from the chosen one, each with its panel, before it comes round again. */
async function classesReached(page: Page): Promise<number> {
  await page.focus('article:first-of-type input:checked');
  const ranks = new Set<string>();
  for (;;) {
    await page.keyboard.press('ArrowRight');
    const rank = await page.locator(':focus').inputValue();
    expect(await page.locator(PANEL).getAttribute('data-rank')).toBe(rank);
    if (ranks.has(rank)) return ranks.size;
    ranks.add(rank);
  }
}
