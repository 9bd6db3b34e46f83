import type {ExplainableText} from './explainable-text.js';
import {maskedTexts} from './masked-texts.js';
import type {SpecialTokens} from './special-tokens.js';
import {type MaskableText, maskedText} from './text-masker.js';
import {tokenTree} from './token-tree.js';
import {treeStrings} from './tree-strings.js';

/**
 * A text as SHAP explains it: its parts are the pieces of single tokens, special tokens included, and versions
 * are texts that are tokenized afresh.
 *
 * @param maxLength tokens that the classifier reads at most, special tokens included
 * @param reuse whether a mask that differs from the one before it only at a separator is judged by that one's
 *   text, as SHAP's partition explainer does
 */
export function shapText(
  source: MaskableText,
  special: SpecialTokens,
  {maxLength, reuse}: {maxLength: number; reuse: boolean},
): ExplainableText {
  const {text, pieces, starts, ends, inputIds} = source;
  const {prefixLength, suffixLength} = special;
  const lastRead = maxLength - suffixLength - 1;
  return {
    text,
    readTo: inputIds.length > maxLength ? (ends[lastRead] as number) : text.length,
    pieces,
    starts,
    ends,
    hideable: Array.from(inputIds.keys()).slice(prefixLength, inputIds.length - suffixLength),
    tree: tokenTree(treeStrings(pieces), special.separator?.text),
    versions: (masks) => {
      const texts = reuse
        ? maskedTexts(source, masks, special).texts
        : masks.map((mask) => maskedText(source, mask, special));
      return texts.map((content) => ({key: content, content}));
    },
  };
}
