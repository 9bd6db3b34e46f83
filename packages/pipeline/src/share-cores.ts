import {projectOf} from './nx-projects.js';
import {type PlanSources, planPipeline} from './plan-pipeline.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {StageOwner} from './stage-owner.js';

/** A stage of a run, as far as sharing cores goes. */
export interface CoreUser {
  owner: StageOwner;
  /** The stage that a matrix made it from; its own id where there is none. */
  instanceOf: string;
}

/**
 * Cores for each stage, by its project. Instances of one stage take equally long, so those that work at the
 * same time get equal parts. A stage without such company may use all cores: stages beside it, which differ,
 * may soon leave them to it.
 */
export function shareCores(
  toRun: readonly CoreUser[],
  {atOnce, cores}: {atOnce: number; cores: number},
): Map<string, number> {
  const instances = new Map<string, number>();
  for (const {instanceOf} of toRun) instances.set(instanceOf, (instances.get(instanceOf) ?? 0) + 1);
  return new Map(
    toRun.map(({owner, instanceOf}) => {
      const together = Math.min(atOnce, instances.get(instanceOf) as number);
      return [projectOf(owner), Math.max(1, Math.floor(cores / together))];
    }),
  );
}

/** The stages that may have to work. Only in a fan-out does it matter which do, so only there it is found out. */
export function stagesToRun(
  stages: readonly PreparedStage[],
  forced: readonly string[],
  sources: PlanSources,
): PreparedStage[] {
  if (stages.every(({stage}) => stage.instanceOf === stage.id)) return [...stages];
  const planned = planPipeline(stages, sources, forced);
  return stages.filter((_, i) => planned[i]?.state !== 'cached');
}
