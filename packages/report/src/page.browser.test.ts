/// <reference lib="dom" />
import {signed} from '@retune/page';
import {chromiumFound, openBrowser} from '@retune/page/testing';
import axe from 'axe-core';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {HOSTILE_SAMPLE} from './testing/hostile-sample.js';
import {EMOTION_SAMPLE, type Sample, SMALL_SAMPLE} from './testing/sample.js';
import {sampleExplanation} from './testing/sample-explanation.js';
import {makeSamplePage, makeSampleSweepPage} from './testing/sample-page.js';

const SAMPLE: Sample = {...EMOTION_SAMPLE, explained: EMOTION_SAMPLE.explained.slice(0, 1)};
const WORDS = '.explanation:first-of-type .panel:visible .word';

describe.skipIf(!chromiumFound())('the page in a browser', () => {
  let browser: Browser;
  let plain: Awaited<ReturnType<typeof makeSamplePage>>;
  /** Two labels and few rows: axe looks at each word and cell. */
  let small: typeof plain;
  let sweep: typeof plain;
  let hostile: typeof plain;

  beforeAll(async () => {
    [browser, plain, small, sweep, hostile] = await Promise.all([
      openBrowser(),
      makeSamplePage(SAMPLE),
      makeSamplePage(SMALL_SAMPLE),
      makeSampleSweepPage([0, 6, 3]),
      makeSamplePage(HOSTILE_SAMPLE, {title: '</title><script>globalThis.hacked = 1</script>'}),
    ]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([
      browser?.close(),
      plain?.remove(),
      small?.remove(),
      sweep?.remove(),
      hostile?.remove(),
    ]);
  });

  /** Opens the page and collects what it asks for and complains of. */
  async function open({url}: typeof plain, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({viewport: {width: 1280, height: 800}, ...options});
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    return {page, requests, complaints};
  }

  test.each([
    ['light', 1280],
    ['light', 390],
    ['dark', 1280],
    ['dark', 390],
  ] as const)(
    'axe finds nothing to mend in the %s at %i pixels, with all tables open',
    async (colorScheme, width) => {
      const {page} = await open(small, {colorScheme, viewport: {width, height: 844}});
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
      const {page, requests, complaints} = await open(sweep, {colorScheme, viewport: {width, height: 844}});
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([sweep.url]);
      expect(complaints).toEqual([]);
    },
  );

  test('runs are sorted by a metric, and the one without a value comes last', async () => {
    const {page} = await open(sweep);
    const runs = () => page.locator('.runs tbody th').allTextContents();
    expect(await runs()).toEqual(['1', '2', '3']);
    await page.getByRole('button', {name: 'Accuracy'}).click();
    expect(await runs()).toEqual(['2', '3', '1']);
    await page.getByRole('button', {name: 'Against run 1'}).click();
    await page.getByRole('button', {name: 'Against run 1'}).click();
    expect(await runs()).toEqual(['3', '2', '1']);
  });

  test('a cell of the confusion matrix shows its rows, and the filter is cleared again', async () => {
    const {page} = await open(plain);
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
    const {page} = await open(plain);
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
    const {page} = await open(plain);
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
    const {page} = await open(plain, {javaScriptEnabled: false});
    expect(await page.locator('.rows tbody tr:visible').count()).toBeGreaterThan(500);
    expect(await page.locator('.row-filter, .more, .sort').locator('visible=true').count()).toBe(0);
  });

  test('on paper every table is open and no control is left', async () => {
    const {page} = await open(plain);
    await page.emulateMedia({media: 'print'});
    const folded = page.locator('details:not([open]) table');
    for (const table of await folded.all()) expect((await table.boundingBox())?.height).toBeGreaterThan(0);
    expect(await page.locator('nav, .row-filter, .more, .hint').locator('visible=true').count()).toBe(0);
  });

  test('nothing is fetched and nothing complained of', async () => {
    const {page, requests, complaints} = await open(plain);
    await page.hover(WORDS);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([plain.url]);
    expect(complaints).toEqual([]);
  });

  test('pointing at a word shows its value for the chosen class', async () => {
    const {page} = await open(plain);
    await page.locator(WORDS, {hasText: 'overwhelmed'}).hover();
    expect(await page.locator('.tip').textContent()).toMatch(valueText('overwhelmed', 'fear'));
    await page.mouse.move(0, 0);
    expect(await page.locator('.tip').isVisible()).toBe(false);
  });

  test('a text is one tab stop, its words are reached by the arrow keys and Escape hides a value', async () => {
    const {page} = await open(plain);
    await page.focus('.explanation:first-of-type input:checked');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('The');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('speaking');
    expect(await page.locator('.tip').textContent()).toMatch(valueText('speaking', 'fear'));
    expect(await page.locator(':focus').getAttribute('aria-describedby')).toBe('tip');
    await page.keyboard.press('Escape');
    expect(await page.locator('.tip').isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').evaluate((element) => element.tagName)).toBe('SUMMARY');
  });

  test('choosing another class by keyboard changes the colours and the values', async () => {
    const {page} = await open(plain);
    const colours = () =>
      page.locator(WORDS).evaluateAll((words) => words.map((word) => getComputedStyle(word).backgroundColor));
    const before = await colours();
    await page.focus('.explanation:first-of-type input:checked');
    await page.keyboard.press('ArrowRight');
    const after = await colours();
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
    await page.locator(WORDS, {hasText: 'overwhelmed'}).hover();
    expect(await page.locator('.tip').textContent()).toMatch(valueText('overwhelmed', 'surprise'));
  });

  test('without scripts the text can be read, classes chosen and values found', async () => {
    const {page} = await open(plain, {javaScriptEnabled: false});
    const text = page.locator('.explanation:first-of-type .panel:visible .explained');
    expect(await text.textContent()).toBe(SAMPLE.explained[0]?.text);
    await page.locator('.explanation:first-of-type label', {hasText: 'sadness'}).click();
    const word = page.locator(WORDS, {hasText: 'overwhelmed'});
    expect(await word.getAttribute('title')).toMatch(valueText('overwhelmed', 'sadness'));
  });

  test.each([
    ['plain', 390],
    ['hostile', 390],
    ['hostile', 1280],
  ] as const)('%s texts do not make the page wider than a screen of %i pixels', async (name, width) => {
    const {page} = await open(name === 'plain' ? plain : hostile, {viewport: {width, height: 844}});
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test('values stay on a narrow screen, also those of the first and the last word of a line', async () => {
    const {page} = await open(plain, {viewport: {width: 390, height: 844}});
    for (const word of await page.locator(WORDS).all()) {
      await word.hover();
      const box = await page.locator('.tip').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
  });

  test('hostile labels and texts stay text: no script, no element, no request', async () => {
    const {page, requests, complaints} = await open(hostile);
    for (const details of await page.locator('summary:visible').all()) await details.click();
    await page.locator(WORDS).first().hover();
    expect(
      await page.evaluate(() => ({
        hacked: 'hacked' in globalThis,
        images: document.images.length,
        scripts: document.scripts.length,
        title: document.title,
      })),
    ).toEqual({
      hacked: false,
      images: 0,
      scripts: 1,
      title: '</title><script>globalThis.hacked = 1</script> · Retune report',
    });
    expect(await page.locator('.explanation:first-of-type .panel:visible .explained').textContent()).toBe(
      HOSTILE_SAMPLE.explained[0]?.text,
    );
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([hostile.url]);
    expect(complaints).toEqual([]);
  });
});

async function violations(page: Page, options: axe.RunOptions = {}): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html}`));
}

/** Texts of a column of the rows that are shown; columns are counted from 1. */
async function shownCells(page: Page, column: number): Promise<string[]> {
  return await page.locator(`.rows tbody tr:visible > :nth-child(${column})`).allTextContents();
}

async function focused(page: Page): Promise<string | null> {
  return await page.locator(':focus').textContent();
}

/** The value of a word of the first text, added up from its pieces. */
function valueText(word: string, label: string): RegExp {
  const [first] = SAMPLE.explained;
  if (first === undefined) throw new Error('Internal error: the sample explains no text');
  const start = first.text.indexOf(word);
  const value = sampleExplanation(first)
    .pieces.filter((piece) => piece.start >= start && piece.start < start + word.length)
    .reduce((sum, piece) => sum + (piece.values[SAMPLE.labels.indexOf(label)] ?? 0), 0);
  const text = `${signed(value)} ${value > 0 ? 'towards' : 'away from'} ${label}`;
  return new RegExp(`^${text.replace('+', '\\+')}`);
}
