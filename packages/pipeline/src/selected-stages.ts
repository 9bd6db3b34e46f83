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
  const selected = new Set<string>();
  const select = (id: string): void => {
    if (selected.has(id)) return;
    selected.add(id);
    const inputs = stages.find(({stage}) => stage.id === id)?.stage.inputs ?? {};
    Object.values(inputs).forEach(select);
  };
  for (const {stage} of stages) if (isNamed(stage)) select(stage.id);
  return stages.filter(({stage}) => selected.size === 0 || selected.has(stage.id));
}
