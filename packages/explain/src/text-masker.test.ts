import {GOLDEN_MODELS} from '@retune/encoder/testing';
import {describe, expect, test} from 'vitest';
import {type SpecialTokens, specialTokensOf} from './special-tokens.js';
import {GOLDEN_MAX_LENGTH, goldenText, maskOf, shapCases} from './testing/shap-goldens.js';
import {maskedText} from './text-masker.js';
import {truncatedIds} from './truncated-ids.js';

describe.each(GOLDEN_MODELS)('texts of %s are masked as by shap', (checkpoint) => {
  test.each(shapCases(checkpoint))('$name', async (golden) => {
    const {encoder, source} = await goldenText(checkpoint, golden);
    const {tokenizer, special} = encoder;
    expect(source.inputIds).toEqual(golden.token_ids);
    expect(source.pieces).toEqual(golden.tokens);
    expect(source.fixed.flatMap((fixed, i) => (fixed ? [i] : []))).toEqual(golden.fixed_positions);
    const texts = golden.mask_samples.map(({mask}) => maskedText(source, maskOf(mask), special));
    expect(texts).toEqual(golden.mask_samples.map(({text}) => text));
    const ids = (await tokenizer.encodeBatch(texts)).map((encoding) => encoding.getIds());
    expect(ids.map((row) => truncatedIds(row, GOLDEN_MAX_LENGTH, special))).toEqual(
      golden.mask_samples.map(({token_ids}) => token_ids),
    );
  });
});

const SPECIAL: SpecialTokens = {
  prefixLength: 1,
  suffixLength: 1,
  separator: {id: 9, text: '|'},
  maskToken: '...',
  collapseMasks: true,
};

test('a run of hidden tokens gives one mask when masks collapse; a kept empty piece ends the run', () => {
  const pieces = ['', 'a ', 'b ', '', 'c ', 'd', ''];
  expect(textOf(pieces, '0000000')).toBe('...');
  expect(textOf(pieces, '0001000')).toBe('... ...');
  expect(textOf(pieces, '0010010')).toBe('...b ...d');
});

test('a hidden separator stays where no white space follows it', () => {
  expect(textOf(['', 'a', '|', 'b', ''], '00000')).toBe('...| ...');
  expect(textOf(['', 'a', '| ', 'b', ''], '00000')).toBe('...');
});

test('U+0000 at the end of a masked text is lost', () => {
  expect(textOf(['', 'a\0b', '\0', ''], '0110')).toBe('a\0b');
});

test('a tokenizer without a mask token gets dots, which collapse', () => {
  const vocabulary = {idToToken: () => '</s>', tokenToId: () => null};
  expect(specialTokensOf(vocabulary, [0, 2])).toEqual({
    prefixLength: 1,
    suffixLength: 1,
    separator: {id: 2, text: '</s>'},
    maskToken: '...',
    collapseMasks: true,
  });
});

function textOf(pieces: string[], bits: string): string {
  return maskedText({pieces, starts: [], ends: []}, maskOf(bits), SPECIAL);
}
