import {labelOf} from './label-text.js';

/** A labelled text of a data file. */
export interface Row {
  readonly text: string;
  readonly label: string;
  /** The path as given in the params. */
  readonly file: string;
  /** Where the row begins, counted from 1. */
  readonly line: number;
}

/** What cannot be read as a labelled text. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly content: string;
}

/** What a reader makes of one row, before it is known which file it is from. */
export type ParsedRow = Omit<Row, 'file'> | Omit<RejectedRow, 'file'>;

/** The columns of a table, or keys of an object, that make a labelled text. */
export interface Columns {
  readonly textColumn: string;
  readonly labelColumn: string;
}

/**
 * A row if neither is empty. A text stays as it is; of a label, blanks around it never mean anything, and a list of
 * one label is that label.
 */
export function labelledText(line: number, text: string, written: string, content: string): ParsedRow {
  if (isBlank(text)) return {line, reason: 'the text is empty', content};
  const found = labelOf(written);
  if ('reason' in found) return {line, reason: found.reason, content};
  // Only bytes that are no text become half of a surrogate pair.
  if (!text.isWellFormed() || !found.label.isWellFormed()) return {line, reason: INVALID_TEXT, content};
  return {line, text, label: found.label};
}

/** Why a row is refused that holds such bytes; the reader of the file names its encoding instead. */
export const INVALID_TEXT = 'not valid in the encoding of the file';

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
