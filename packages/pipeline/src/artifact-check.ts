import {join} from 'node:path';
import type {LostResult} from './cached-results.js';
import {fingerprintDigest} from './fingerprint.js';
import {artifactOf, projectOf} from './nx-projects.js';
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
  return stages.filter(isAsLastMade(state)).flatMap(({stage}) => {
    const folder = join(root, artifactOf(stage.owner));
    const files = remembered[stage.id];
    const fault = files && resultFault({files}, folder);
    // A run that was killed may have left another artifact, which is whole.
    return fault !== undefined && contentFault(folder) !== undefined ? [{stage: stage.id, fault}] : [];
  });
}

/** Whether a stage would make what its artifact held; another one is replaced anyway. */
function isAsLastMade(state: WorkspaceState): (prepared: PreparedStage) => boolean {
  return ({stage, fingerprint}) => {
    const last = state.readLastRun(projectOf(stage.owner));
    return last === undefined || fingerprintDigest(last.fingerprint) === fingerprintDigest(fingerprint);
  };
}

/** The stages by what befell their artifacts, as text. */
export function damageText(damaged: readonly LostResult[]): string {
  const faults = [...new Set(damaged.map(({fault}) => fault))];
  return faults
    .map((fault) => {
      const stages = damaged.filter((other) => other.fault === fault).map(({stage}) => stage);
      return stages.length === 1
        ? `${stages[0]}: its artifact ${fault}; it is put back`
        : `${stages.join(', ')}: their artifacts ${fault.replace(/^(is|was) /, (verb) => PLURAL[verb] ?? verb)}; they are put back`;
    })
    .join('\n');
}

const PLURAL: Record<string, string> = {'is ': 'are ', 'was ': 'were '};

/** Remembers a pipeline's artifacts as they are now. */
export function rememberArtifacts(
  pipeline: string,
  stages: readonly PreparedStage[],
  root: string,
  state: WorkspaceState,
): void {
  const remembered = state.readArtifacts(pipeline);
  for (const {stage} of stages) {
    const files = resultFiles(join(root, artifactOf(stage.owner)));
    // A stage that failed or was kept back may never have made one.
    if (Object.keys(files).length > 0) remembered[stage.id] = files;
    else delete remembered[stage.id];
  }
  state.writeArtifacts(pipeline, remembered);
}
