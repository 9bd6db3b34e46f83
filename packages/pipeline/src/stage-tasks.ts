import {join} from 'node:path';
import {stageKey} from './fingerprint.js';
import {artifactFolder, artifactOf, fingerprintVariable, projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {WorkspaceState} from './workspace-state.js';

/** Tells Nx each stage's fingerprint, by the environment, and the stage's process its task, by a file. */
export function publishTasks(
  stages: readonly PreparedStage[],
  {root, state, cores}: {root: string; state: WorkspaceState; cores: ReadonlyMap<string, number>},
): void {
  for (const {stage, fingerprint, edition, code} of stages) {
    const {pipeline, id} = stage.owner;
    const project = projectOf(stage.owner);
    const key = stageKey(fingerprint, edition);
    process.env[fingerprintVariable(project)] = key;
    const inputs = Object.entries(stage.inputOwners).map(([port, from]) => [
      port,
      {
        folder: join(root, artifactOf(from)),
        remakeCommand: `npx nx run pipeline:${from.pipeline} --force ${from.id}`,
      },
    ]);
    state.writeTask(project, {
      fingerprint: key,
      project,
      code,
      cores: cores.get(project),
      peak: state.peakFile(stage.uses),
      log: join(root, artifactFolder(pipeline, 'logs'), `${id}.jsonl`),
      task: {
        params: stage.params,
        inputs: Object.fromEntries(inputs),
        output: join(root, artifactOf(stage.owner)),
        versions: {...fingerprint.versions, node: fingerprint.node},
        workspaceRoot: root,
      },
    });
  }
}
