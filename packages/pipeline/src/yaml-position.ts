import {printableLine} from '../printable.mjs';

/** A place in a pipeline file, or in an override given on the command line. */
export interface Position {
  /** The file, or `--set`. */
  file: string;
  /** Counted from 1; missing for an override. */
  line?: number;
  /** Counted from 1. */
  column: number;
  /** The line itself, to be shown above a marker. */
  text: string;
}

/** `file:line:column`, or `--set`. */
export function positionText({file, line, column}: Position): string {
  return line === undefined ? file : `${file}:${line}:${column}`;
}

/** Signs of a line that are shown before and behind a column. */
const SHOWN = {before: 80, behind: 80};

/** The line with a caret under the column; of a long line what is near it. */
export function excerpt({text, column}: Position): string {
  const start = Math.max(0, column - 1 - SHOWN.before);
  const before = printableLine(text.slice(start, column - 1));
  const shown = printableLine(text.slice(start, column - 1 + SHOWN.behind));
  return `    ${shown}\n    ${' '.repeat(Math.max(before.length, column - 1 - start))}^`;
}
