import {StageError} from '@retune/stage';
import {brokenJson} from '../file-problem.js';
import {lineRows} from '../lines/line-rows.js';
import type {ParsedRow} from '../row.js';
import type {TextSource} from '../text/text-source.js';
import {jsonRow} from './json-row.js';
import {type JsonValue, JsonValues} from './json-values.js';

/**
 * Rows of a file with one object a line, or with a list of objects, or with objects over several lines each. In the
 * first a broken line costs itself; of the others a bracket too few is a fault of the file.
 */
export function jsonRows(source: TextSource): AsyncGenerator<ParsedRow[]> {
  const rowOf = (line: number, content: string) => jsonRow(line, content, source.params);
  return isByLine(source.head) ? lineRows(source, rowOf) : valueRows(source, rowOf);
}

/** Whether the first line is a value of its own: no list of objects, and no object that goes on in the next line. */
function isByLine(head: string): boolean {
  const text = head.replace(/^[\ufeff\s]+/, '');
  if (/^\[\s*(?:[{\]]|$)/.test(text)) return false;
  const [first = ''] = text.split(/[\r\n]/, 1);
  if (isValid(first)) return true;
  const [value] = new JsonValues().push(text);
  return value === undefined || !isValid(value.content);
}

function isValid(content: string): boolean {
  try {
    JSON.parse(content);
    return true;
  } catch {
    return false;
  }
}

async function* valueRows(
  source: TextSource,
  rowOf: (line: number, content: string) => ParsedRow,
): AsyncGenerator<ParsedRow[]> {
  const values = new JsonValues();
  const rowsOf = (some: readonly JsonValue[]) => some.map(({line, content}) => rowOf(line, content));
  for await (const block of source.blocks()) {
    yield rowsOf(values.push(block));
    if (values.isTooLong) break;
  }
  const fault = values.fault();
  if (fault) throw new StageError(brokenJson(source.path, fault));
}
