import {GOLDEN_MODELS} from '@retune/encoder/testing';
import {describe, expect, test} from 'vitest';
import {GOLDEN_MAX_LENGTH, goldenText, maskOf, shapCases} from './testing/shap-goldens.js';
import {maskedText} from './text-masker.js';
import {truncatedIds} from './truncated-ids.js';

describe.each(GOLDEN_MODELS)('texts of %s are masked as by shap', (checkpoint) => {
  test.each(shapCases(checkpoint))('$name', async (golden) => {
    const {tokenizer, special, source} = await goldenText(checkpoint, golden);
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
