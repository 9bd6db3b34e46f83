/// <reference lib="dom" />
import {expect, test} from 'vitest';
import {HOSTILE_SAMPLE} from '../testing/hostile-sample.js';
import {type OpenPage, WORDS} from './open-page.js';

/** Texts that come from anywhere. */
export function foreignTextsTests(open: OpenPage): void {
  test('nothing is fetched and nothing complained of', async () => {
    const {page, url, requests, complaints} = await open('plain');
    await page.hover(WORDS);
    expect(requests.filter((address) => !address.startsWith('data:'))).toEqual([url]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['plain', 390],
    ['hostile', 390],
    ['hostile', 1280],
  ] as const)('%s texts do not make the page wider than a screen of %i pixels', async (name, width) => {
    const {page} = await open(name, {viewport: {width, height: 844}});
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test('hostile labels and texts stay text: no script, no element, no request', async () => {
    const {page, url, requests, complaints} = await open('hostile');
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
    expect(requests.filter((address) => !address.startsWith('data:'))).toEqual([url]);
    expect(complaints).toEqual([]);
  });
}
