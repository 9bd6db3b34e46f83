import {SEVERAL_LABELS} from '../label-text.js';
import {labelledText, type ParsedRow} from '../row.js';

/** A label among the words of a line, as fastText finds it. */
const LABEL = /(?<!\S)__label__(\S*)/g;

/** Whether the first line of a text has a label as fastText writes it. */
export function isFastText(head: string): boolean {
  return /^\s*(?:\S.*\s)?__label__\S/.test(head);
}

/** Reads a line such as `__label__joy i feel fine`; the label may stand anywhere among the words. */
export function fastTextRow(line: number, content: string): ParsedRow {
  const labels = [...content.matchAll(LABEL)].map(([, label = '']) => label);
  if (labels.length === 0) return {line, reason: 'no label that begins with __label__', content};
  if (labels.length > 1) return {line, reason: SEVERAL_LABELS, content};
  return labelledText(line, content.replace(LABEL, '').trim(), labels[0] as string, content);
}
