import type {Tokenizer} from 'tokenizers';
import type {SpecialTokens} from './special-tokens.js';
import {type MaskableText, maskableText} from './text-masker.js';

/**
 * Tokenizes texts and prepares them for hiding tokens. A lone surrogate, which no file can hold, becomes
 * U+FFFD as in the files.
 */
export async function maskableTexts(
  texts: readonly string[],
  tokenizer: Pick<Tokenizer, 'encodeBatch'>,
  special: SpecialTokens,
): Promise<MaskableText[]> {
  const wellFormed = texts.map((text) => Buffer.from(text).toString());
  const encodings = await tokenizer.encodeBatch(wellFormed);
  return wellFormed.map((text, i) => {
    const encoding = encodings[i] as (typeof encodings)[0];
    return maskableText(text, {inputIds: encoding.getIds(), offsets: encoding.getOffsets()}, special);
  });
}
