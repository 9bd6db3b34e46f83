import {largestDifference} from '@retune/encoder/testing';
import {expect, test} from 'vitest';
import {explainedRow, explainedRows, explainWithTinyBert} from './testing/explain-rig.js';

test('pieces have their places in UTF-16 units', async () => {
  const text = '😡😡 so  mad';
  const {tokens, starts, ends} = explainedRow(
    (await explainWithTinyBert({texts: [text], mode: 'shap'})).attributions,
  );
  expect(tokens).toEqual(['', '😡😡 ', 'so  ', 'mad', '']);
  expect(starts).toEqual([0, 0, 5, 9, 0]);
  expect(ends).toEqual([0, 5, 9, 12, 0]);
});

test('no texts make an empty table', async () => {
  expect((await explainWithTinyBert({})).attributions.numRows).toBe(0);
});

/** Twice what a probability may be off from the exact one, after some 1,500 roundings of 2^-24 on its way. */
const ROUNDING = 2 * 1500 * 2 ** -24;

const NOTHING_TO_READ = ['', ' \t\n ', '[SEP] [SEP]', '\u0000\u0001\u007f'];

test.each([
  {mode: 'words', method: 'partition'},
  {mode: 'words', method: 'exact'},
  {mode: 'words', method: 'occlusion'},
  {mode: 'shap', method: 'exact'},
  {mode: 'shap', method: 'occlusion'},
])(
  'texts that are empty, or white space, separators or control characters alone have values of 0: $mode, $method',
  async (params) => {
    // SHAP hides a separator with white space behind it like any other token.
    const texts = NOTHING_TO_READ.filter((text) => params.mode === 'words' || !text.includes('[SEP] '));
    const {attributions} = await explainWithTinyBert({texts, ...params});
    for (const [i, row] of explainedRows(attributions).entries()) {
      expect(row.text).toBe(texts[i]);
      // The same row rounds differently at another position of a batch, or in a batch of another size.
      expect(Math.max(0, ...row.values.flat().map(Math.abs))).toBeLessThan(ROUNDING);
      expect(largestDifference([row.outputs], [row.baseValues])).toBeLessThan(ROUNDING);
    }
  },
);

test('a lone surrogate is explained as the replacement character', async () => {
  const {attributions} = await explainWithTinyBert({texts: ['so \ud800 sad']});
  const row = explainedRow(attributions);
  expect(row.text).toBe('so \ufffd sad');
  // BERT's tokenizer drops it, as it drops control characters.
  expect(row.tokens).toEqual(['so', 'sad']);
});

test('a text longer than the classifier reads is explained up to there, with a warning', async () => {
  const {attributions, events} = await explainWithTinyBert({
    texts: ['so sad '.repeat(5000)],
    maxEvaluations: 20,
  });
  const row = explainedRow(attributions);
  expect(row.tokens).toEqual(new Array(63).fill(['so', 'sad']).flat());
  expect(row.readTo).toBe('so sad '.length * 63 - 1);
  expect(events[0]).toEqual({
    kind: 'warning',
    message: 'text 1 is too long: the classifier reads 440 of its 35000 characters',
  });
});

test('in mode shap ten thousand words are explained, on a page that can be opened', async () => {
  const texts = ['so sad '.repeat(5000)];
  const {attributions, page} = await explainWithTinyBert({texts, maxEvaluations: 8, mode: 'shap'});
  const row = explainedRow(attributions);
  expect(row.tokens.length).toBe(10002);
  expect(row.readTo).toBe(441);
  const total = row.values.reduce((sum, values) => sum + (values[0] as number), row.baseValues[0] as number);
  expect(Math.abs(total - (row.outputs[0] as number))).toBeLessThan(1e-5);
  expect(page.length).toBeLessThan(1e6);
});

test('a text is cut where the tokens that the classifier learned from were cut', async () => {
  const {attributions} = await explainWithTinyBert({texts: ['so sad so sad']}, {truncatedAt: 4});
  expect(explainedRow(attributions)).toMatchObject({tokens: ['so', 'sad'], readTo: 6});
});
