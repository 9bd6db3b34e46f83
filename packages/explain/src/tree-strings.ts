import {stripWhitespace} from './python-whitespace.js';

/** Python's `^.*\W$`: no line break, then a character that is no letter, digit or underscore at the end. */
const ENDS_A_WORD = /^[^\n]*[^\p{L}\p{N}_]\n?$/u;
const STARTS_WITH_LETTER = /^[A-Za-z]/;

/**
 * The strings by which the tree is built: each piece without the white space around it, with `##` before it
 * where it continues the word of the piece before.
 */
export function treeStrings(pieces: readonly string[]): string[] {
  const strings: string[] = [];
  for (const [i, piece] of pieces.entries()) {
    const continuesWord =
      i > 0 &&
      strings[i - 1] !== '' &&
      !ENDS_A_WORD.test(pieces[i - 1] as string) &&
      STARTS_WITH_LETTER.test(piece);
    strings.push((continuesWord ? '##' : '') + stripWhitespace(piece));
  }
  return strings;
}
