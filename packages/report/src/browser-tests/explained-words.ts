/// <reference lib="dom" />
import {signed} from '@retune/page';
import type {Page} from 'playwright-core';
import {expect, test} from 'vitest';
import {EMOTION_SAMPLE as SAMPLE} from '../testing/sample.js';
import {sampleExplanation} from '../testing/sample-explanation.js';
import {type OpenPage, WORDS} from './open-page.js';

/** The words of an explained text, by pointer and by keyboard. */
export function explainedWordsTests(open: OpenPage): void {
  test('pointing at a word shows its value for the chosen class', async () => {
    const {page} = await open('plain');
    await page.locator(WORDS, {hasText: 'overwhelmed'}).hover();
    expect(await page.locator('.tip').textContent()).toMatch(valueText('overwhelmed', 'fear'));
    await page.mouse.move(0, 0);
    expect(await page.locator('.tip').isVisible()).toBe(false);
  });

  test('a text is one tab stop, its words are reached by the arrow keys and Escape hides a value', async () => {
    const {page} = await open('plain');
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
    const {page} = await open('plain');
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
    const {page} = await open('plain', {javaScriptEnabled: false});
    const text = page.locator('.explanation:first-of-type .panel:visible .explained');
    expect(await text.textContent()).toBe(SAMPLE.explained[0]?.text);
    await page.locator('.explanation:first-of-type label', {hasText: 'sadness'}).click();
    const word = page.locator(WORDS, {hasText: 'overwhelmed'});
    expect(await word.getAttribute('title')).toMatch(valueText('overwhelmed', 'sadness'));
  });

  test('values stay on a narrow screen, also those of the first and the last word of a line', async () => {
    const {page} = await open('plain', {viewport: {width: 390, height: 844}});
    for (const word of await page.locator(WORDS).all()) {
      await word.hover();
      const box = await page.locator('.tip').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
  });
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
