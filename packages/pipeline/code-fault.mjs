// What is wrong in a file that a user writes, in words: no fault of this code, so nobody needs its stack.

/** @typedef {{text: string, location: {file: string, line: number, column: number} | null}} CodeFault */

/**
 * The place of each error and what is wrong there; undefined where the error is none of esbuild's, nor in the
 * form of those.
 * @param {unknown} error
 */
export function codeFaultText(error) {
  const {errors} = /** @type {{errors?: CodeFault[]}} */ (error ?? {});
  if (!Array.isArray(errors) || errors.some(({text}) => text === undefined)) return undefined;
  const faults = errors.map(({text, location}) => (location ? `${placeText(location)}: ${text}` : text));
  return `${faults.join('\n')}\n  Fix this and run the same command again.`;
}

/** esbuild counts columns from 0. @param {NonNullable<CodeFault['location']>} location */
function placeText({file, line, column}) {
  return `${file}:${line}:${column + 1}`;
}
