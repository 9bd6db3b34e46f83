import {brokenTask, projectOf} from './nx-projects.js';
import {parsePipelineFile} from './pipeline-file.js';
import {pipelineFolder} from './pipeline-folder.js';
import {readSource} from './pipeline-source.js';
import type {WorkspaceState} from './workspace-state.js';
import {pipelineName} from './written-pipeline.js';

/**
 * Has each stage of a pipeline end with what is wrong with its file. A command such as `nx run-many` may run stages of
 * this pipeline beside others, which go on.
 */
export function publishFault(
  file: string,
  fault: string,
  {root, state}: {root: string; state: WorkspaceState},
): void {
  const name = pipelineName(file);
  const parsed = parsePipelineFile(readSource(root, file), pipelineFolder(root));
  // Stages of a pipeline that it extends are that one's.
  const own = parsed.ok ? parsed.value.stages.filter(({owner}) => owner.pipeline === name) : [];
  const tasks = parsed.ok ? own.map(({owner}) => projectOf(owner)) : [brokenTask(name)];
  for (const task of tasks) state.writeTask(task, {fault});
}
