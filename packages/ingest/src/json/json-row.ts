import {onlyLabel} from '../label-text.js';
import {type Columns, labelledText, type ParsedRow} from '../row.js';

/**
 * Reads an object such as `{"text": "i feel fine", "label": "joy"}`. A label may be a number or a boolean too, or a
 * list of one label, as annotation tools write it.
 */
export function jsonRow(line: number, content: string, {textColumn, labelColumn}: Columns): ParsedRow {
  const rejected = (reason: string): ParsedRow => ({line, reason, content});
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return rejected('not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return rejected('no JSON object');
  // Only keys that are written there: every object has a `constructor`.
  const of = (key: string) =>
    Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  const text = of(textColumn);
  const label = of(labelColumn);
  if (text === undefined || text === null) return rejected(`no "${textColumn}"`);
  if (label === undefined || label === null) return rejected(`no "${labelColumn}"`);
  if (typeof text !== 'string') return rejected(`"${textColumn}" is no text`);
  const problem =
    halfCharacter(text, content) ?? (typeof label === 'string' && halfCharacter(label, content));
  if (problem) return rejected(problem);
  if (Array.isArray(label)) {
    const found = onlyLabel(label);
    return 'reason' in found ? rejected(found.reason) : labelledText(line, text, found.label, content);
  }
  if (typeof label === 'number' && !Number.isSafeInteger(label) && Number.isInteger(label))
    return rejected(`"${labelColumn}" is too large for a number: other numbers would be equal to it`);
  if (typeof label !== 'string' && typeof label !== 'number' && typeof label !== 'boolean')
    return rejected(`"${labelColumn}" is neither text nor number nor boolean`);
  return labelledText(line, text, String(label), content);
}

/** Why a text is refused that an escape such as `\ud83d` leaves with half a character. */
function halfCharacter(text: string, content: string): string | undefined {
  return text.isWellFormed() || !content.isWellFormed()
    ? undefined
    : 'half of a character, written \\uD800 to \\uDFFF';
}
