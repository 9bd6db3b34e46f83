import type {EncodedTexts} from './tokenizer-program.js';
import {utf16Offsets} from './utf16-offsets.js';

/** A text as the model takes it; the lists have one entry a token. */
export interface TokenizedText {
  readonly inputIds: Int32Array;
  /** First character of each token in the text, in UTF-16 units; 0 for special tokens. */
  readonly starts: Int32Array;
  /** One past its last character; 0 for special tokens. */
  readonly ends: Int32Array;
  /** Index of the token's word in the text, -1 for special tokens. */
  readonly wordIds: Int32Array;
  /** Whether tokens beyond the maximal length were cut off. */
  readonly truncated: boolean;
}

/** The texts with their parts of the encodings, which are joined. */
export function tokenizedTexts(texts: readonly string[], encoded: EncodedTexts): TokenizedText[] {
  let end = 0;
  return texts.map((text, i) => {
    const start = end;
    end += encoded.lengths[i] as number;
    const toUtf16 = utf16Offsets(text);
    return {
      inputIds: encoded.inputIds.subarray(start, end),
      starts: encoded.starts.subarray(start, end).map(toUtf16),
      ends: encoded.ends.subarray(start, end).map(toUtf16),
      wordIds: encoded.wordIds.subarray(start, end),
      truncated: encoded.truncated[i] === 1,
    };
  });
}
