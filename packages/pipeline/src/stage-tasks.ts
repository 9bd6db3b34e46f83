import {join} from 'node:path';
import {fingerprintDigest} from './fingerprint.js';
import {artifactFolder, artifactOf, fingerprintVariable, projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {WorkspaceState} from './workspace-state.js';

/** Tells Nx each stage's fingerprint, by the environment, and the stage's process its task, by a file. */
export function publishTasks(stages: readonly PreparedStage[], root: string, state: WorkspaceState): void {
  for (const {stage, fingerprint, code} of stages) {
    const {pipeline, id} = stage.owner;
    const project = projectOf(stage.owner);
    const digest = fingerprintDigest(fingerprint);
    process.env[fingerprintVariable(project)] = digest;
    const inputs = Object.entries(stage.inputOwners).map(([port, from]) => [
      port,
      {
        folder: join(root, artifactOf(from)),
        remakeCommand: `npx nx run ${projectOf(from)}:run --skip-nx-cache`,
      },
    ]);
    state.writeTask(project, {
      fingerprint: digest,
      project,
      code,
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
