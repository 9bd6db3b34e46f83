import type {SpecialTokens} from './special-tokens.js';
import {type Mask, type MaskableText, maskedText, sameWhereMaskable} from './text-masker.js';

/**
 * The texts by which a batch of masks is judged. As in SHAP, a mask that differs from the one before it only
 * at fixed positions is judged by that one's text, though a separator with white space behind it would change
 * it.
 *
 * @returns `texts` [masks]; `evaluated` how many of them SHAP sends to its model
 */
export function maskedTexts(
  source: MaskableText,
  masks: readonly Mask[],
  special: SpecialTokens,
): {texts: string[]; evaluated: number} {
  const texts: string[] = [];
  let evaluated = 0;
  for (const [i, mask] of masks.entries()) {
    const before = masks[i - 1];
    const repeated = before !== undefined && sameWhereMaskable(before, mask, source);
    texts.push(repeated ? (texts[i - 1] as string) : maskedText(source, mask, special));
    if (!repeated) evaluated++;
  }
  return {texts, evaluated};
}
