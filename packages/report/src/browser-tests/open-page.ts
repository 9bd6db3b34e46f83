import {openBrowser} from '@retune/page/testing';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, beforeAll, onTestFinished} from 'vitest';
import {HOSTILE_SAMPLE} from '../testing/hostile-sample.js';
import {manyLabelsSample} from '../testing/many-labels-sample.js';
import {EMOTION_SAMPLE, SMALL_SAMPLE} from '../testing/sample.js';
import {makeSamplePage, makeSampleSweepPage, type SamplePage} from '../testing/sample-page.js';

/** The words of the first explained text, for the class that is chosen. */
export const WORDS = '.explanation:first-of-type .panel:visible .word';

/** By name; `small` has two labels and few rows: axe looks at each word and cell. */
const PAGES = {
  plain: () => makeSamplePage({...EMOTION_SAMPLE, explained: EMOTION_SAMPLE.explained.slice(0, 1)}),
  small: () => makeSamplePage(SMALL_SAMPLE),
  sweep: () => makeSampleSweepPage([0, 6, 3]),
  many: () => makeSamplePage(manyLabelsSample(30)),
  hostile: () => makeSamplePage(HOSTILE_SAMPLE, {title: '</title><script>globalThis.hacked = 1</script>'}),
};

export interface OpenedPage {
  page: Page;
  url: string;
  /** Addresses that it asked for, and what it said on the console. */
  requests: string[];
  complaints: string[];
}

/** Opens one of the sample pages for the test that asks for it. */
export type OpenPage = (name: keyof typeof PAGES, options?: BrowserContextOptions) => Promise<OpenedPage>;

/** One browser, and one page of each kind, for all tests of a file. */
export function pagesInBrowser(): OpenPage {
  let browser: Browser;
  const pages = new Map<string, SamplePage>();
  beforeAll(async () => {
    browser = await openBrowser();
    for (const [name, make] of Object.entries(PAGES)) pages.set(name, await make());
  });
  afterAll(async () => {
    await browser?.close();
    for (const {remove} of pages.values()) await remove();
  });
  return async (name, options = {}) => {
    const {url} = pages.get(name) as SamplePage;
    const context = await browser.newContext({viewport: {width: 1280, height: 800}, ...options});
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    return {page, url, requests, complaints};
  };
}
