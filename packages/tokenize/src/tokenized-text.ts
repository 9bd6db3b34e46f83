import type {Encoding} from 'tokenizers';
import {utf16Offsets} from './utf16-offsets.js';

/** A text as the model takes it; the lists have one entry a token. */
export interface TokenizedText {
  readonly inputIds: readonly number[];
  /** First character of each token in the text, in UTF-16 units; 0 for special tokens. */
  readonly starts: readonly number[];
  /** One past its last character; 0 for special tokens. */
  readonly ends: readonly number[];
  /** Place of the token's word in the text, -1 for special tokens. */
  readonly wordIds: readonly number[];
  /** Whether tokens beyond the maximal length were cut off. */
  readonly truncated: boolean;
}

export function tokenizedText(text: string, encoding: Encoding): TokenizedText {
  const offsets = encoding.getOffsets();
  const toUtf16 = utf16Offsets(text);
  return {
    inputIds: encoding.getIds(),
    starts: offsets.map(([start]) => toUtf16(start as number)),
    ends: offsets.map(([, end]) => toUtf16(end as number)),
    wordIds: encoding.getWordIds().map((word) => word ?? -1),
    truncated: encoding.getOverflowing().length > 0,
  };
}
