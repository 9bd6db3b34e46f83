import {expect, test} from 'vitest';
import {explainedRow, explainWithTinyBert} from './testing/explain-rig.js';

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

test.each([
  ['an empty text', ''],
  ['only white space', ' \t\n '],
  ['only control characters', '\u0000\u0001\u007f'],
])('%s has values of 0', async (_, text) => {
  const row = explainedRow((await explainWithTinyBert({texts: [text]})).attributions);
  expect(row.text).toBe(text);
  expect(row.values.flat().every((value) => value === 0)).toBe(true);
  expect(row.outputs).toEqual(row.baseValues);
});

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

test('in mode shap a text longer than the classifier reads is explained whole', async () => {
  const texts = ['so sad '.repeat(70)];
  const {attributions} = await explainWithTinyBert({texts, maxEvaluations: 20, mode: 'shap'});
  expect(explainedRow(attributions).tokens.length).toBe(142);
  expect(explainedRow(attributions).readTo).toBe(441);
});

test('a text is cut where the tokens that the classifier learned from were cut', async () => {
  const {attributions} = await explainWithTinyBert({texts: ['so sad so sad']}, {truncatedAt: 4});
  expect(explainedRow(attributions)).toMatchObject({tokens: ['so', 'sad'], readTo: 6});
});
