import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {readFaultText} from '../file-fault.mjs';
import {PIPELINE_BOUNDS} from './yaml-bounds.js';

/** A pipeline file with its text. */
export interface PipelineSource {
  /** From the workspace's root: `pipelines/full.yaml`. */
  file: string;
  /** Empty where the file cannot be read. */
  text: string;
  /** Why it cannot be read. */
  fault?: string;
}

/** Reads a pipeline file. One that cannot be read is a fault of this pipeline alone, so nothing is thrown. */
export function readSource(workspaceRoot: string, file: string): PipelineSource {
  const path = join(workspaceRoot, file);
  try {
    const found = statSync(path);
    // A pipe would be waited for, and a device never ends.
    if (!found.isFile()) return unreadable(file, found.isDirectory() ? 'it is a folder' : 'it is no file');
    if (found.size > PIPELINE_BOUNDS.bytes)
      return unreadable(file, `it is larger than ${PIPELINE_BOUNDS.bytes / 1024} KiB`);
    return {file, text: readFileSync(path, 'utf8')};
  } catch (error) {
    return unreadable(file, readingFault(error as NodeJS.ErrnoException));
  }
}

function unreadable(file: string, fault: string): PipelineSource {
  return {file, text: '', fault};
}

function readingFault({code = ''}: NodeJS.ErrnoException): string {
  return code === 'ENOENT' ? 'it is a link to a file that does not exist' : readFaultText(code);
}
