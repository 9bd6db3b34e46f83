import type {CommandFailure} from './command-failure.js';
import {pipelineFiles} from './pipeline-folder.js';
import {type PipelineSource, readSource} from './pipeline-source.js';
import {pipelineName} from './written-pipeline.js';

/** All pipeline files of a workspace, by name. */
export function pipelineSources(root: string): Map<string, PipelineSource> {
  const files = pipelineFiles(root);
  return new Map(files.map((file) => [pipelineName(file), readSource(root, file)]));
}

/** A pipeline or a stage of one, as a command named it; whether there is such a stage is not known yet. */
export interface NamedPipeline {
  found: true;
  pipeline: string;
  source: PipelineSource;
  stage?: string;
}

/** The pipeline that `full` or `full.train` names. */
export function findPipeline(
  root: string,
  name: string,
): NamedPipeline | {found: false; failure: CommandFailure} {
  const sources = pipelineSources(root);
  // A name may hold a dot itself: the longest that fits is meant.
  const fitting = [...sources].filter(([pipeline]) => `${name}.`.startsWith(`${pipeline}.`));
  const [longest] = fitting.sort(([a], [b]) => b.length - a.length);
  if (longest === undefined)
    return {
      found: false,
      failure: {kind: 'unknown-pipeline', name: name.split('.')[0] as string, known: [...sources.keys()]},
    };
  const [pipeline, source] = longest;
  const stage = name === pipeline ? {} : {stage: name.slice(pipeline.length + 1)};
  return {found: true, pipeline, source, ...stage};
}
