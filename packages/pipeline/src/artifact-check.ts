import {join} from 'node:path';
import type {LostResult} from './cached-results.js';
import {artifactOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import {contentFault, resultFault, resultFiles} from './stage-result.js';
import type {WorkspaceState} from './workspace-state.js';

/**
 * Artifacts of a pipeline that are no longer as the last run left them. Nx puts them back from its cache at
 * every run, so this is only to be told.
 */
export function damagedArtifacts(
  pipeline: string,
  stages: readonly PreparedStage[],
  root: string,
  state: WorkspaceState,
): LostResult[] {
  const remembered = state.readArtifacts(pipeline);
  return stages.flatMap(({stage}) => {
    const folder = join(root, artifactOf(stage.owner));
    const files = remembered[stage.id];
    const fault = files && resultFault({files}, folder);
    // A run that was killed may have left another artifact, which is whole.
    return fault !== undefined && contentFault(folder) !== undefined ? [{stage: stage.id, fault}] : [];
  });
}

/** Remembers a pipeline's artifacts as they are now. */
export function rememberArtifacts(
  pipeline: string,
  stages: readonly PreparedStage[],
  root: string,
  state: WorkspaceState,
): void {
  const remembered = state.readArtifacts(pipeline);
  for (const {stage} of stages) remembered[stage.id] = resultFiles(join(root, artifactOf(stage.owner)));
  state.writeArtifacts(pipeline, remembered);
}
