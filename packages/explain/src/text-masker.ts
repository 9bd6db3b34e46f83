import {collapseWhitespace, stripWhitespace} from './python-whitespace.js';
import type {SpecialTokens} from './special-tokens.js';
import {type TextPieces, textPieces, withoutTrailingNulls} from './text-pieces.js';

/** Which tokens of a text are kept: [tokens], 1 kept, 0 hidden. */
export type Mask = Uint8Array;

/** A text whose tokens can be hidden. */
export interface MaskableText extends TextPieces {
  text: string;
  /** [tokens] with special tokens, not truncated. */
  inputIds: number[];
  /** [tokens] whether hiding it changes nothing: prefix, suffix and separators. */
  fixed: boolean[];
}

/**
 * Prepares a text for hiding tokens, as SHAP's text masker does.
 *
 * @param inputIds [tokens] with special tokens, not truncated
 * @param offsets [tokens] in code points, as the tokenizer gives them
 */
export function maskableText(
  text: string,
  {inputIds, offsets}: {inputIds: number[]; offsets: readonly (readonly number[])[]},
  special: SpecialTokens,
): MaskableText {
  const fixed = inputIds.map((id, i) => isFrame(i, inputIds.length, special) || id === special.separator?.id);
  return {text, inputIds, fixed, ...textPieces(text, offsets)};
}

/** The text that the model is given for a mask. Prefix and suffix count as kept, whatever the mask says. */
export function maskedText({pieces}: TextPieces, mask: Mask, special: SpecialTokens): string {
  let text = '';
  let insideRun = false;
  pieces.forEach((piece, i) => {
    const kept = mask[i] === 1 || isFrame(i, pieces.length, special) || piece === special.separator?.text;
    if (kept) text += piece;
    else if (!(insideRun && special.collapseMasks)) text += ` ${special.maskToken}`;
    insideRun = !kept;
  });
  return withoutTrailingNulls(stripWhitespace(collapseWhitespace(text)));
}

/** Whether two masks differ at most at fixed positions. */
export function sameWhereMaskable(a: Mask, b: Mask, {fixed}: MaskableText): boolean {
  return fixed.every((isFixed, i) => isFixed || a[i] === b[i]);
}

/** Whether position `i` of `tokens` belongs to the prefix or the suffix. */
function isFrame(i: number, tokens: number, {prefixLength, suffixLength}: SpecialTokens): boolean {
  return i < prefixLength || i >= tokens - suffixLength;
}
