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

/** The line with a caret under the column. */
export function excerpt({text, column}: Position): string {
  const before = printableLine(text.slice(0, column - 1));
  return `    ${printableLine(text)}\n    ${' '.repeat(Math.max(before.length, column - 1))}^`;
}
