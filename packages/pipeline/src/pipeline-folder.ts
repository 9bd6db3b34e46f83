import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import type {Result} from './failure.js';
import {PIPELINES} from './nx-projects.js';
import {pipelineName, readPipelineFile, type WrittenPipeline} from './written-pipeline.js';

/** The pipelines of a workspace, as what a file may extend. */
export interface PipelineFolder {
  names: readonly string[];
  /** The files that a name stands for; more than one is a fault. */
  filesOf(name: string): readonly string[];
  read(name: string): Result<WrittenPipeline> | undefined;
}

/** Reads each file once, when it is first asked for. */
export function pipelineFolder(workspaceRoot: string): PipelineFolder {
  const files = pipelineFiles(workspaceRoot);
  const filesOf = (name: string) => files.filter((file) => pipelineName(file) === name);
  const known = new Map<string, Result<WrittenPipeline>>();
  return {
    names: [...new Set(files.map(pipelineName))],
    filesOf,
    read(name) {
      const [file] = filesOf(name);
      if (file !== undefined && !known.has(name)) {
        const text = readFileSync(join(workspaceRoot, file), 'utf8');
        known.set(name, readPipelineFile({file, text}, filesOf(name)));
      }
      return known.get(name);
    },
  };
}

/** The pipeline files, from the workspace's root, in order. */
export function pipelineFiles(workspaceRoot: string): string[] {
  const folder = join(workspaceRoot, PIPELINES);
  // A pipe would be waited for.
  const isFile = (name: string) => statSync(join(folder, name), {throwIfNoEntry: false})?.isFile() === true;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  return names
    .filter(isFile)
    .sort()
    .map((name) => `${PIPELINES}/${name}`);
}
