/** No file of a checkpoint nests deeper; `JSON.parse` takes seconds for a million levels. */
const DEEPEST = 64;

const [QUOTE, BACKSLASH] = ['"', '\\'].map((sign) => sign.charCodeAt(0));
const OPENING = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const CLOSING = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/**
 * `JSON.parse` for a text that may come from anyone: throws SyntaxError where it is no JSON, or nests deeper than
 * 64 levels.
 */
export function parseShallowJson(text: string): unknown {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === QUOTE) inString = !inString;
    else if (inString) i += Number(sign === BACKSLASH);
    else if (OPENING.has(sign)) depth++;
    else if (CLOSING.has(sign)) depth--;
    if (depth > DEEPEST) throw new SyntaxError(`it nests deeper than ${DEEPEST} levels`);
  }
  return JSON.parse(text);
}
