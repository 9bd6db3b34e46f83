/** A text cut into one piece a token, white space kept. */
export interface TextPieces {
  pieces: string[];
  /** First and last + 1 character of each piece in the text, in UTF-16 units. */
  starts: number[];
  ends: number[];
}

/**
 * Cuts a text at its tokens: each piece reaches to the next token's start, so white space and characters
 * that the tokenizer drops belong to the piece before them. White space at the text's start belongs to the
 * first special token; at its end it is lost. Tokens that share characters each get them.
 *
 * @param offsets [tokens] first and last + 1 character in code points; 0, 0 for special tokens
 */
export function textPieces(text: string, offsets: readonly (readonly number[])[]): TextPieces {
  const spans = utf16Spans(text, offsets);
  const starts = spans.map(({start}) => start);
  const ends = spans.map(({start, end}, i) => Math.max(start, end, starts[i + 1] ?? 0));
  const pieces = starts.map((start, i) => withoutTrailingNulls(text.slice(start, ends[i])));
  return {pieces, starts, ends};
}

/** A tokenizer's offsets, which count code points, in UTF-16 units. */
export function utf16Spans(
  text: string,
  offsets: readonly (readonly number[])[],
): {start: number; end: number}[] {
  const places = codePointPlaces(text);
  const placeOf = (codePoint: number) => places[Math.min(codePoint, places.length - 1)] as number;
  return offsets.map(([start = 0, end = 0]) => ({start: placeOf(start), end: placeOf(end)}));
}

/** SHAP keeps its strings in NumPy arrays, which lose U+0000 at a string's end. */
export function withoutTrailingNulls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}

/** Where each code point starts in UTF-16 units, and the text's end. */
function codePointPlaces(text: string): number[] {
  const places = [0];
  for (const character of text) places.push((places.at(-1) as number) + character.length);
  return places;
}
