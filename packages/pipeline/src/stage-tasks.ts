import {join} from 'node:path';
import {stageKey} from './fingerprint.js';
import {artifactFolder, fingerprintVariable, projectName} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {WorkspaceState} from './workspace-state.js';

/** Tells Nx each stage's fingerprint, by the environment, and the stage's process its task, by a file. */
export function publishTasks(
  pipeline: string,
  stages: readonly PreparedStage[],
  root: string,
  state: WorkspaceState,
): void {
  for (const {stage, fingerprint, edition, code} of stages) {
    const project = projectName(pipeline, stage.id);
    const key = stageKey(fingerprint, edition);
    process.env[fingerprintVariable(project)] = key;
    const inputs = Object.entries(stage.inputs).map(([port, from]) => [
      port,
      {
        folder: join(root, artifactFolder(pipeline, from)),
        remakeCommand: `npx nx run pipeline:${pipeline} --force ${from}`,
      },
    ]);
    state.writeTask(project, {
      fingerprint: key,
      project,
      code,
      log: join(root, artifactFolder(pipeline, 'logs'), `${stage.id}.jsonl`),
      task: {
        params: stage.params,
        inputs: Object.fromEntries(inputs),
        output: join(root, artifactFolder(pipeline, stage.id)),
        versions: {...fingerprint.versions, node: fingerprint.node},
        workspaceRoot: root,
      },
    });
  }
}
