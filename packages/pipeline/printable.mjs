// Text that others wrote, such as labels, params and paths, with no sign left that a terminal would obey. All
// that is printed passes through here, so that no stage can forget it. Plain JavaScript: plugin.mjs and
// retune.mjs use it before anything is compiled.

/**
 * C0 (but for tab and line feed), DEL and C1; the marks that turn the direction of writing; line and paragraph
 * separators; signs that only annotate or format. Joiners stay: emoji and some scripts are written with them.
 */
const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/g;

/** A line break that no indent follows: our own messages indent what goes on, so it stood in the data. */
const BREAK_OF_DATA = /\n(?! )/g;

/**
 * A text of several lines. Escapes are as in JSON, so that JSON stays JSON with the same meaning.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(OBEYED, escaped);
}

/**
 * A message, whose further lines are indented; other line breaks are escaped, so that no data can pass for a
 * message of its own.
 * @param {string} text
 */
export function printableMessage(text) {
  return printable(text.trimEnd().replace(BREAK_OF_DATA, '\\n'));
}

/**
 * A cell or a name: it stays on its line.
 * @param {string} text
 */
export function printableLine(text) {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** @param {string} sign */
function escaped(sign) {
  if (sign === '\r') return '\\r';
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
