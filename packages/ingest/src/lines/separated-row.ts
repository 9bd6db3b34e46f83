import {isBlank, labelledText, type ParsedRow} from '../row.js';

/**
 * Splits a line such as `i feel fine; really;joy` at its last separator into text and label. A line with nothing
 * but separators is no row.
 */
export function separatedRow(line: number, content: string, separator: string): ParsedRow | undefined {
  const at = content.lastIndexOf(separator);
  if (at === -1) return {line, reason: `no "${separator}" between text and label`, content};
  if (isBlank(content.replaceAll(separator, ''))) return undefined;
  return labelledText(line, content.slice(0, at), content.slice(at + separator.length), content);
}
