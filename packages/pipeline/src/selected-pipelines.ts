import {pipelineFiles} from './pipeline-folder.js';
import {pipelineName} from './written-pipeline.js';

/**
 * The pipeline files that a command line may run: the one that it names (`pipeline:full`, `full.train:run`),
 * or all where it names none (`nx run-many`).
 */
export function pipelinesInCommand(workspaceRoot: string, argv: readonly string[]): string[] {
  const files = pipelineFiles(workspaceRoot);
  const selected = files.filter((file) => selectsPipeline(argv, pipelineName(file)));
  return selected.length > 0 ? selected : files;
}

/** Whether a command line names this pipeline, one of its stages, or a run up to one of them. */
export function selectsPipeline(argv: readonly string[], pipeline: string): boolean {
  return argv.some((argument) => {
    const [project, target] = argument.split(':');
    const named = project === 'pipeline' ? target : argument.includes(':') ? project : undefined;
    return named === pipeline || named?.startsWith(`${pipeline}.`);
  });
}
