/** The label that a cell holds, or why it holds none. */
export type FoundLabel = {readonly label: string} | {readonly reason: string};

export const SEVERAL_LABELS = 'several labels, where a row has one';
const EMPTY = 'the label is empty';

/** A list as Python prints it: `['joy', "it's"]`. */
const PYTHON_LIST = /^\[\s*(?:'[^'\\]*'|"[^"\\]*")(?:\s*,\s*(?:'[^'\\]*'|"[^"\\]*"))*\s*,?\s*\]$/;
const PYTHON_TEXT = /'([^'\\]*)'|"([^"\\]*)"/g;

/** The label in `written`: without blanks around it, and out of a list of one, in JSON's or Python's form. */
export function labelOf(written: string): FoundLabel {
  const label = written.trim();
  if (label === '') return {reason: EMPTY};
  const list = label.startsWith('[') && label.endsWith(']') ? listIn(label) : undefined;
  return list === undefined ? {label} : onlyLabel(list);
}

/** The label of a list that holds one; a list of several is of another task than Retune's. */
export function onlyLabel(list: readonly unknown[]): FoundLabel {
  const [only, second] = list;
  if (second !== undefined) return {reason: SEVERAL_LABELS};
  const label = only === undefined || only === null ? '' : String(only).trim();
  if (typeof only === 'object' && only !== null)
    return {reason: 'the label is neither text nor number nor boolean'};
  return label === '' ? {reason: EMPTY} : {label};
}

function listIn(label: string): unknown[] | undefined {
  if (label === '[]') return [];
  if (PYTHON_LIST.test(label))
    return [...label.matchAll(PYTHON_TEXT)].map(([, single, double]) => single ?? double ?? '');
  try {
    return JSON.parse(label) as unknown[];
  } catch {
    return undefined;
  }
}
