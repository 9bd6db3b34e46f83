import {join} from 'node:path';
import {fingerprintDigest} from './fingerprint.js';
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
  for (const {stage, fingerprint, code} of stages) {
    const project = projectName(pipeline, stage.id);
    const digest = fingerprintDigest(fingerprint);
    process.env[fingerprintVariable(project)] = digest;
    const inputs = Object.entries(stage.inputs).map(([port, from]) => [
      port,
      {
        folder: join(root, artifactFolder(pipeline, from)),
        remakeCommand: `npx nx run ${projectName(pipeline, from)}:run --skip-nx-cache`,
      },
    ]);
    state.writeTask(project, {
      fingerprint: digest,
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
