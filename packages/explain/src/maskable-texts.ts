import type {Tokenizer} from 'tokenizers';
import type {SpecialTokens} from './special-tokens.js';
import {type MaskableText, maskableText} from './text-masker.js';

/** Tokenizes texts and prepares them for hiding tokens. */
export async function maskableTexts(
  texts: readonly string[],
  tokenizer: Pick<Tokenizer, 'encodeBatch'>,
  special: SpecialTokens,
): Promise<MaskableText[]> {
  const encodings = await tokenizer.encodeBatch([...texts]);
  return encodings.map((encoding, i) =>
    maskableText(texts[i] as string, {inputIds: encoding.getIds(), offsets: encoding.getOffsets()}, special),
  );
}
