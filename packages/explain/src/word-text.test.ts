import {GOLDEN_MODELS, goldenPath} from '@retune/encoder/testing';
import {describe, expect, test} from 'vitest';
import {loadTokenizer} from './load-tokenizer.js';
import {maskOf} from './testing/shap-goldens.js';
import {type TextEncoder, textEncoder, wordTexts} from './text-encoder.js';
import type {Mask} from './text-masker.js';

async function words(
  text: string,
  {
    model = 'tiny-bert',
    maxLength = 128,
    maskToken,
  }: {model?: string; maxLength?: number; maskToken?: string} = {},
) {
  const encoder = await textEncoder(loadTokenizer(goldenPath(model, 'tokenizer.json')), maxLength, maskToken);
  const [explained] = await wordTexts([text], encoder);
  if (explained === undefined) throw new Error('Internal error: no text');
  return {encoder, ...explained, hide: (bits: string) => shown(encoder, explained.versions([maskOf(bits)]))};
}

/** The tokens of a version, without special ones at the ends. */
function shown({tokenizer}: TextEncoder, versions: {content: unknown}[]): (string | null)[] {
  const ids = versions[0]?.content as number[] | undefined;
  return (ids ?? []).map((id) => tokenizer.idToToken(id)).slice(1, -1);
}

describe.each(GOLDEN_MODELS)('words of %s', (model) => {
  test.each([
    'I was (really) overwhelmed, can’t you see?',
    '  zwei   Leerzeichen\tund Umlaute: grüße  ',
    '😡🎉 so mad 👩‍👩‍👧 naïve e\u0301 ',
    'a\u200bb \u0000c\u0007 \ud800 d',
  ])('stand in the text where they say, apart and in order: %j', async (text) => {
    const {pieces, starts, ends, readTo} = await words(text, {model});
    expect(pieces.length).toBeGreaterThan(0);
    expect(pieces).toEqual(starts.map((start, i) => text.slice(start, ends[i])));
    expect(pieces.every((piece) => piece === piece.trim() && piece !== '')).toBe(true);
    expect(starts.every((start, i) => start >= (ends[i - 1] ?? 0))).toBe(true);
    expect(readTo).toBe(text.length);
  });

  test('hiding nothing leaves the tokens as they are', async () => {
    const text = 'I was overwhelmed. can’t 🎉!';
    const {encoder, pieces, versions} = await words(text, {model});
    const all: Mask = new Uint8Array(pieces.length).fill(1);
    const ids = (await encoder.tokenizer.encode(text)).getIds();
    expect(versions([all])[0]?.content).toEqual(ids);
  });

  test.each(['', '  \t\n ', '</s>[SEP]'])('a text without words has no parts: %j', async (text) => {
    const separator = /roberta/.test(model) ? '</s>' : '[SEP]';
    const {pieces, hideable, tree} = await words(text === '</s>[SEP]' ? separator : text, {model});
    expect({pieces, hideable, leaves: tree.leaves}).toEqual({pieces: [], hideable: [], leaves: 0});
  });
});

test('a word of several tokens is hidden whole, one mask for each', async () => {
  const {pieces, hide} = await words('so rock so');
  expect(pieces).toEqual(['so', 'rock', 'so']);
  expect(hide('111')).toEqual(['so', 'ro', '##ck', 'so']);
  expect(hide('101')).toEqual(['so', '[MASK]', '[MASK]', 'so']);
});

test('a separator in the text stays, and is nobody’s word', async () => {
  const {pieces, hide} = await words('so [SEP] sad');
  expect(pieces).toEqual(['so', 'sad']);
  expect(hide('00')).toEqual(['[MASK]', '[SEP]', '[MASK]']);
});

test('with a mask by hand a run of hidden words becomes one', async () => {
  const {hide} = await words('so sad so', {maskToken: 'so so'});
  expect(hide('001')).toEqual(['so', 'so', 'so']);
});

test('words beyond the classifier’s length are no parts', async () => {
  const {pieces, readTo} = await words('so sad so sad', {maxLength: 4});
  expect({pieces, readTo}).toEqual({pieces: ['so', 'sad'], readTo: 6});
});
