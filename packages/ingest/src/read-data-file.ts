import {open} from 'node:fs/promises';
import {resolve} from 'node:path';
import {type Problem, StageError, specialFile} from '@retune/stage';
import {DATA_FORMATS, formatOfName} from './data-formats.js';
import {type DataSource, HEAD_BYTES} from './data-source.js';
import {
  foreignFile,
  missingFile,
  notAFile,
  notUtf8,
  noValidRow,
  specialDataFile,
  tooManyRejected,
  unknownFormat,
  unreadableFile,
} from './file-problem.js';
import {foreignContent} from './foreign-content.js';
import type {IngestParams} from './params.js';
import type {RejectedRow, Row} from './row.js';
import {windows1252Text} from './text/windows-1252.js';

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
  /** How the file is read where that was found out from it, a sentence each. */
  readonly findings: string[];
}

/**
 * Reads a data file of any format. Throws {@link StageError} if the file cannot be opened or understood, or if
 * too many of its rows cannot be read.
 */
export async function readDataFile(
  file: DataFile,
  params: IngestParams,
  workspaceRoot: string,
): Promise<FileContent> {
  const {path} = file;
  const place = resolve(workspaceRoot, path);
  const {head, size} = await openFile(file, place);
  const foreign = foreignContent(head);
  if (foreign) throw new StageError(foreignFile(path, foreign));
  const format = params.format === 'auto' ? formatOfName(path) : params.format;
  if (format === undefined) throw new StageError(unknownFormat(path));
  const content: FileContent = {rows: [], rejected: [], findings: []};
  const tell = (finding: string) => content.findings.push(`${path}: ${finding}`);
  const source: DataSource = {path, place, head, size, params, tell};
  for await (const rows of DATA_FORMATS[format](source))
    for (const row of rows)
      if ('reason' in row) content.rejected.push({...row, file: path});
      else content.rows.push({...row, file: path});
  const problem = contentProblem(content, source);
  if (problem) throw new StageError(problem);
  return content;
}

/** The file's size and beginning. */
async function openFile({param, path}: DataFile, place: string): Promise<{head: Buffer; size: number}> {
  try {
    const is = await specialFile(place);
    if (is !== undefined) throw new StageError(specialDataFile(param, path, is));
    const file = await open(place);
    try {
      const found = await file.stat();
      if (found.isDirectory()) throw new StageError(notAFile(param, path));
      const {buffer, bytesRead} = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return {head: buffer.subarray(0, bytesRead), size: found.size};
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof StageError) throw error;
    const {code = String(error)} = error as NodeJS.ErrnoException;
    throw new StageError(code === 'ENOENT' ? missingFile(param, path) : unreadableFile(param, path, code));
  }
}

function contentProblem(
  {rows, rejected}: FileContent,
  {path, head, params}: DataSource,
): Problem | undefined {
  const total = rows.length + rejected.length;
  const limit = params.maxRejectedShare;
  if (rows.length > 0 && rejected.length / total <= limit) return undefined;
  const invalid = rejected.filter(({reason}) => reason === 'not valid UTF-8');
  if (invalid.length > 0 && invalid.length === rejected.length)
    return notUtf8(path, {rejected, rows: total, sample: firstOddLine(head)});
  return rows.length === 0
    ? noValidRow(path, rejected)
    : tooManyRejected(path, {rejected, rows: total, limit});
}

/** The first line that is not ASCII, as windows-1252 reads it. */
function firstOddLine(head: Buffer): string | undefined {
  return windows1252Text(head)
    .split(/[\r\n]+/)
    .find((line) => /[\x80-\uffff]/.test(line));
}
