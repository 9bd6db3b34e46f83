import type {Tokenizer} from 'tokenizers';
import type {ExplainableText} from './explainable-text.js';
import {shapText} from './shap-text.js';
import {type SpecialTokens, specialTokensOf} from './special-tokens.js';
import {maskableText} from './text-masker.js';
import {type WordIds, wordText} from './word-text.js';

/** A tokenizer with what is needed to hide parts of texts. */
export interface TextEncoder {
  tokenizer: Tokenizer;
  special: SpecialTokens;
  /** Ids that hide: of the mask's text, without special tokens. */
  maskIds: readonly number[];
  /** Tokens that the classifier reads at most, special tokens included. */
  maxLength: number;
}

/** @param maskToken given by hand; without it the tokenizer's own */
export async function textEncoder(
  tokenizer: Tokenizer,
  maxLength: number,
  maskToken?: string,
): Promise<TextEncoder> {
  const special = specialTokensOf(tokenizer, (await tokenizer.encode('')).getIds(), maskToken);
  const mask = await tokenizer.encode(special.maskToken, null, {addSpecialTokens: false});
  return {tokenizer, special, maskIds: mask.getIds(), maxLength};
}

/** Texts whose words can be hidden. */
export async function wordTexts(
  texts: readonly string[],
  encoder: TextEncoder,
): Promise<(ExplainableText & WordIds)[]> {
  const encodings = await encoder.tokenizer.encodeBatch([...texts]);
  return encodings.map((encoding, i) =>
    wordText(texts[i] as string, {inputIds: encoding.getIds(), offsets: encoding.getOffsets()}, encoder),
  );
}

/** Texts whose tokens can be hidden as by SHAP; see `shapText` for `reuse`. */
export async function shapTexts(
  texts: readonly string[],
  {tokenizer, special, maxLength}: TextEncoder,
  reuse: boolean,
): Promise<ExplainableText[]> {
  const encodings = await tokenizer.encodeBatch([...texts]);
  return encodings.map((encoding, i) => {
    const encoded = {inputIds: encoding.getIds(), offsets: encoding.getOffsets()};
    return shapText(maskableText(texts[i] as string, encoded, special), special, {maxLength, reuse});
  });
}
