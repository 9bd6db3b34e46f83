/** What the masker must know of a tokenizer. */
export interface SpecialTokens {
  /** Tokens put before and behind every text; they are never hidden. */
  prefixLength: number;
  suffixLength: number;
  /** The token between two sentences, where there is one: it stays in place where it stands in a text. */
  separator: {id: number; text: string} | undefined;
  /** What stands in a text for a hidden token. */
  maskToken: string;
  /** Whether a run of hidden tokens gives one mask token, not one each. */
  collapseMasks: boolean;
}

/** The parts of a tokenizer (npm `tokenizers`) that {@link specialTokensOf} asks. */
export interface TokenizerVocabulary {
  idToToken(id: number): string | null;
  tokenToId(token: string): number | null;
}

const KNOWN_MASK_TOKENS = ['[MASK]', '<mask>'];
/** SHAP's mask for tokenizers that have none. */
const PLAIN_MASK = '...';

/**
 * Finds a tokenizer's special tokens.
 *
 * @param emptyIds ids of the empty text, special tokens included: as many before a text as behind it
 * @param maskToken given by hand; without it the tokenizer's own
 */
export function specialTokensOf(
  vocabulary: TokenizerVocabulary,
  emptyIds: readonly number[],
  maskToken?: string,
): SpecialTokens {
  const prefixLength = Math.floor(emptyIds.length / 2);
  const separatorId = emptyIds.at(-1);
  const ownMask = KNOWN_MASK_TOKENS.find((token) => vocabulary.tokenToId(token) !== null);
  return {
    prefixLength,
    // A lone special token is the end-of-text token in all supported tokenizers.
    suffixLength: emptyIds.length - prefixLength,
    separator:
      separatorId === undefined
        ? undefined
        : {id: separatorId, text: vocabulary.idToToken(separatorId) as string},
    maskToken: maskToken ?? ownMask ?? PLAIN_MASK,
    collapseMasks: maskToken !== undefined || ownMask === undefined,
  };
}
