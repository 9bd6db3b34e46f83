import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Result} from './failure.js';
import {mostInstances} from './most-instances.js';
import {PIPELINES} from './nx-projects.js';
import {readSource} from './pipeline-source.js';
import {pipelineName, readPipelineFile, type WrittenPipeline} from './written-pipeline.js';

/** The pipelines of a workspace, as what a file may extend. */
export interface PipelineFolder {
  names: readonly string[];
  /** The files that a name stands for; more than one is a fault. */
  filesOf(name: string): readonly string[];
  read(name: string): Result<WrittenPipeline> | undefined;
  /** Stages and instances that a pipeline may have. */
  mostInstances: number;
}

/** Reads each file once, when it is first asked for. */
export function pipelineFolder(workspaceRoot: string): PipelineFolder {
  const files = pipelineFiles(workspaceRoot);
  const byName = new Map<string, string[]>();
  for (const file of files) byName.set(pipelineName(file), [...(byName.get(pipelineName(file)) ?? []), file]);
  const filesOf = (name: string) => byName.get(name) ?? [];
  const known = new Map<string, Result<WrittenPipeline>>();
  return {
    names: [...byName.keys()],
    mostInstances: mostInstances(process.argv),
    filesOf,
    read(name) {
      const [file] = filesOf(name);
      if (file !== undefined && !known.has(name))
        known.set(name, readPipelineFile(readSource(workspaceRoot, file), filesOf(name)));
      return known.get(name);
    },
  };
}

/** The pipeline files, from the workspace's root, in order. */
export function pipelineFiles(workspaceRoot: string): string[] {
  const folder = join(workspaceRoot, PIPELINES);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  return names.sort().map((name) => `${PIPELINES}/${name}`);
}
