import {createReadStream} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {extname, resolve} from 'node:path';
import {type Problem, StageError} from '@retune/stage';
import {csvRows} from './csv-rows.js';
import {
  missingFile,
  notAFile,
  noValidRow,
  tooManyRejected,
  unknownFormat,
  unreadableFile,
  utf16File,
} from './ingest-problem.js';
import {jsonRow} from './json-row.js';
import type {IngestParams} from './params.js';
import {INVALID_UTF8, type ParsedRow, type RejectedRow, type Row} from './row.js';
import {separatedRow} from './separated-row.js';
import {type TextLine, textLines} from './text-lines.js';

type Format = Exclude<IngestParams['format'], 'auto'>;

/** A data file named in the params. */
export interface DataFile {
  /** Such as `ingest.train`. */
  readonly param: string;
  /** As given. */
  readonly path: string;
}

export interface FileContent {
  readonly rows: Row[];
  readonly rejected: RejectedRow[];
}

const FORMATS: Readonly<Record<string, Format>> = {
  '.txt': 'lines',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

/**
 * Reads a data file of any format. Throws {@link StageError} if the file cannot be opened or understood, or if
 * too many of its rows cannot be read.
 */
export async function readDataFile(
  {param, path}: DataFile,
  params: IngestParams,
  workspaceRoot: string,
): Promise<FileContent> {
  const place = resolve(workspaceRoot, path);
  const problem = await fileProblem(place, param, path);
  if (problem) throw new StageError(problem);
  const format = params.format === 'auto' ? FORMATS[extname(path).toLowerCase()] : params.format;
  if (format === undefined) throw new StageError(unknownFormat(path));
  const rows: Row[] = [];
  const rejected: RejectedRow[] = [];
  for await (const row of parsedRows(textLines(createReadStream(place)), format, path, params))
    if ('reason' in row) rejected.push({...row, file: path});
    else rows.push({...row, file: path});
  const total = rows.length + rejected.length;
  if (rows.length === 0) throw new StageError(noValidRow(path, rejected));
  if (rejected.length / total > params.maxRejectedShare)
    throw new StageError(tooManyRejected(path, {rejected, rows: total, limit: params.maxRejectedShare}));
  return {rows, rejected};
}

async function fileProblem(place: string, param: string, path: string): Promise<Problem | undefined> {
  try {
    if ((await stat(place)).isDirectory()) return notAFile(param, path);
    const file = await open(place);
    const {buffer} = await file.read(Buffer.alloc(2), 0, 2, 0).finally(() => file.close());
    return ['fffe', 'feff'].includes(buffer.toString('hex')) ? utf16File(path) : undefined;
  } catch (error) {
    const {code = String(error)} = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? missingFile(param, path) : unreadableFile(param, path, code);
  }
}

function parsedRows(
  lines: AsyncGenerator<TextLine>,
  format: Format,
  file: string,
  params: IngestParams,
): AsyncGenerator<ParsedRow> {
  const {separator, textColumn, labelColumn} = params;
  const columns = {textColumn, labelColumn};
  switch (format) {
    case 'lines':
      return rowsByLine(lines, (line, text) => separatedRow(line, text, separator ?? ';'));
    case 'jsonl':
      return rowsByLine(lines, (line, text) => jsonRow(line, text, columns));
    case 'csv':
      return csvRows(lines, {...columns, file, separator: separator ?? ','});
    case 'tsv':
      return csvRows(lines, {...columns, file, separator: separator ?? '\t'});
  }
}

/** Formats with a row a line; blank lines hold none. */
async function* rowsByLine(
  lines: AsyncGenerator<TextLine>,
  parse: (line: number, text: string) => ParsedRow,
): AsyncGenerator<ParsedRow> {
  for await (const {line, text, valid} of lines) {
    if (text.trim() === '') continue;
    yield valid ? parse(line, text) : {line, reason: INVALID_UTF8, content: text};
  }
}
