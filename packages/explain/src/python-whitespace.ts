/**
 * White space as Python's `str.isspace` and `\s` have it, which SHAP's text masker goes by: unlike
 * JavaScript's `\s` it holds U+001C to U+001F and U+0085, and not U+FEFF.
 */
const WHITE_SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const RUNS = new RegExp(`${WHITE_SPACE}+`, 'g');
const AT_THE_ENDS = new RegExp(`^${WHITE_SPACE}+|${WHITE_SPACE}+$`, 'g');

/** The text with each run of white space made one space. */
export function collapseWhitespace(text: string): string {
  return text.replace(RUNS, ' ');
}

/** The text without white space at both ends. */
export function stripWhitespace(text: string): string {
  return text.replace(AT_THE_ENDS, '');
}
