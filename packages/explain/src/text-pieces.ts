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
  const places = codePointPlaces(text);
  const placeOf = (codePoint: number) => places[Math.min(codePoint, places.length - 1)] as number;
  const starts = offsets.map(([start = 0]) => placeOf(start));
  const ends = offsets.map(([, end = 0], i) =>
    Math.max(starts[i] as number, placeOf(Math.max(end, offsets[i + 1]?.[0] ?? 0))),
  );
  const pieces = starts.map((start, i) => withoutTrailingNulls(text.slice(start, ends[i])));
  return {pieces, starts, ends};
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
