import {labelledText, type ParsedRow} from './row.js';

/** The columns of a table that make a labelled text. */
export interface Columns {
  readonly textColumn: string;
  readonly labelColumn: string;
}

/** Reads a line such as `{"text": "i feel fine", "label": "joy"}`; a label may be a number or a boolean too. */
export function jsonRow(line: number, content: string, {textColumn, labelColumn}: Columns): ParsedRow {
  const rejected = (reason: string): ParsedRow => ({line, reason, content});
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return rejected('not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return rejected('no JSON object');
  const {[textColumn]: text, [labelColumn]: label} = value as Record<string, unknown>;
  if (text === undefined) return rejected(`no "${textColumn}"`);
  if (label === undefined) return rejected(`no "${labelColumn}"`);
  if (typeof text !== 'string') return rejected(`"${textColumn}" is no text`);
  if (typeof label !== 'string' && typeof label !== 'number' && typeof label !== 'boolean')
    return rejected(`"${labelColumn}" is neither text nor number nor boolean`);
  return labelledText(line, text, String(label), content);
}
