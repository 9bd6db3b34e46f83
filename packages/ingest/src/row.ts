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

/** A row if neither is empty. Blanks around a label never mean anything; a text stays as it is. */
export function labelledText(line: number, text: string, label: string, content: string): ParsedRow {
  const trimmed = label.trim();
  if (text.trim() === '') return {line, reason: 'the text is empty', content};
  if (trimmed === '') return {line, reason: 'the label is empty', content};
  return {line, text, label: trimmed};
}

export const INVALID_UTF8 = 'not valid UTF-8';
