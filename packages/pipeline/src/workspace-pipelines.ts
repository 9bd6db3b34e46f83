import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {CommandFailure} from './command-failure.js';
import {pipelineName} from './pipeline-file.js';
import {pipelinesInCommand} from './selected-pipelines.js';

/** A pipeline file, from the workspace's root, with its text. */
export interface PipelineSource {
  file: string;
  text: string;
}

/** All pipeline files of a workspace, by name. */
export function pipelineSources(root: string): Map<string, PipelineSource> {
  const files = pipelinesInCommand(root, []);
  return new Map(
    files.map((file) => [pipelineName(file), {file, text: readFileSync(join(root, file), 'utf8')}]),
  );
}

/** The file of the pipeline of that name. */
export function findPipelineFile(
  root: string,
  name: string,
): ({found: true} & PipelineSource) | {found: false; failure: CommandFailure} {
  const sources = pipelineSources(root);
  const source = sources.get(name);
  if (source) return {found: true, ...source};
  return {found: false, failure: {kind: 'unknown-pipeline', name, known: [...sources.keys()]}};
}
