import {projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';

/** The stages that a command line may run: those that it names with all that they read, or all. */
export function selectedStages(
  argv: readonly string[],
  pipeline: string,
  stages: readonly PreparedStage[],
): PreparedStage[] {
  const isNamed = ({id, instanceOf, owner}: PreparedStage['stage']) =>
    argv.some(
      (argument) =>
        argument === `pipeline:${pipeline}.${id}` ||
        argument === `pipeline:${pipeline}.${instanceOf}` ||
        argument.startsWith(`${projectOf(owner)}:`),
    );
  const selected = new Set(stages.filter(({stage}) => isNamed(stage)).map(({stage}) => stage.id));
  // Each stands after those that it reads.
  for (const {stage} of stages.toReversed())
    if (selected.has(stage.id)) for (const read of Object.values(stage.inputs)) selected.add(read);
  return stages.filter(({stage}) => selected.size === 0 || selected.has(stage.id));
}
