import {type WordSpan, wordSpans} from '@retune/page';
import type {ExplainableText, Version} from './explainable-text.js';
import type {SpecialTokens} from './special-tokens.js';
import type {Mask} from './text-masker.js';
import {utf16Spans} from './text-pieces.js';
import {tokenTree} from './token-tree.js';
import {truncatedIds} from './truncated-ids.js';

/** What hides words, and where texts are cut. */
export interface WordHiding {
  special: SpecialTokens;
  /** Ids of the mask: one for each hidden token, or all of them once for a run of hidden words. */
  maskIds: readonly number[];
  /** Tokens that the classifier reads at most, special tokens included. */
  maxLength: number;
}

/** Token ids in which words can be hidden. */
export interface WordIds {
  /** [tokens] with special tokens, cut to what the classifier reads. */
  inputIds: readonly number[];
  /** [tokens] place of the token's word, -1 for special tokens and separators, which always stay. */
  wordOf: readonly number[];
}

/**
 * A text whose words are hidden in the token ids themselves, so that all other tokens stay as the classifier
 * reads them. Its parts are whole words, without white space, up to where the classifier stops reading.
 *
 * @param inputIds [tokens] with special tokens, not truncated
 * @param offsets [tokens] in code points, as the tokenizer gives them
 */
export function wordText(
  text: string,
  encoded: {inputIds: number[]; offsets: readonly (readonly number[])[]},
  hiding: WordHiding,
): ExplainableText & WordIds {
  const {special, maxLength} = hiding;
  const inputIds = truncatedIds(encoded.inputIds, maxLength, special);
  const spans = utf16Spans(text, encoded.offsets);
  const readTokens = Array.from(inputIds.keys()).slice(
    special.prefixLength,
    inputIds.length - special.suffixLength,
  );
  const lastRead = readTokens.at(-1);
  const isCut = inputIds.length < encoded.inputIds.length;
  const hidden = readTokens.filter((token) => inputIds[token] !== special.separator?.id);
  const words = withInvisible(
    wordSpans(
      text,
      hidden.map((token) => spans[token] as (typeof spans)[number]),
    ),
  );
  const wordOf = new Array<number>(inputIds.length).fill(-1);
  for (const [word, {pieces}] of words.entries())
    for (const piece of pieces) wordOf[hidden[piece] as number] = word;
  const pieces = words.map(({start, end}) => text.slice(start, end));
  const wordIds = {inputIds, wordOf};
  return {
    text,
    readTo: isCut && lastRead !== undefined ? (spans[lastRead]?.end ?? 0) : text.length,
    pieces,
    starts: words.map(({start}) => start),
    ends: words.map(({end}) => end),
    hideable: [...words.keys()],
    tree: tokenTree(pieces, undefined),
    versions: (masks) => masks.map((mask) => wordVersion(wordIds, mask, hiding)),
    ...wordIds,
  };
}

/** Tokens without visible characters go with the word before them, or the first one. */
function withInvisible(spans: readonly WordSpan[]): WordSpan[] {
  const words: WordSpan[] = [];
  let leading: number[] = [];
  for (const {start, end, pieces} of spans) {
    if (start < end) {
      words.push({start, end, pieces: [...leading, ...pieces]});
      leading = [];
    } else if (words.length > 0) words.at(-1)?.pieces.push(...pieces);
    else leading.push(...pieces);
  }
  return words;
}

function wordVersion({inputIds, wordOf}: WordIds, mask: Mask, {special, maskIds}: WordHiding): Version {
  const ids: number[] = [];
  let insideRun = false;
  for (const [token, id] of inputIds.entries()) {
    const word = wordOf[token] as number;
    const kept = word === -1 || mask[word] === 1;
    if (kept) ids.push(id);
    else if (!special.collapseMasks) ids.push(maskIds[0] as number);
    else if (!insideRun) ids.push(...maskIds);
    insideRun = !kept;
  }
  return {key: mask.join(''), content: ids};
}
