import {extname} from 'node:path';
import type {DataFormat} from './data-format-names.js';
import type {FormatReader} from './data-source.js';
import {jsonRows} from './json/json-rows.js';
import {fastTextLines, labelledLines} from './lines/line-rows.js';
import {tableRows} from './table/table-rows.js';
import {textFormat} from './text/text-source.js';

/** Formats of data files, each with its reader. */
export const DATA_FORMATS: Readonly<Record<DataFormat, FormatReader>> = {
  lines: textFormat(labelledLines),
  csv: textFormat(tableRows('csv')),
  tsv: textFormat(tableRows('tsv')),
  jsonl: textFormat(jsonRows),
  json: textFormat(jsonRows),
  fasttext: textFormat(fastTextLines),
};

/** By the ending of a file's name, in lower case. */
const ENDINGS: ReadonlyMap<string, DataFormat> = new Map([
  ['.txt', 'lines'],
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.tab', 'tsv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'json'],
]);

/** The format that a file's name tells, if it does. */
export function formatOfName(path: string): DataFormat | undefined {
  return ENDINGS.get(extname(path).toLowerCase());
}
