import {join, resolve} from 'node:path';
import type {ArtifactPlace, GatheredPlace, StageTask} from '@retune/stage';
import {type Fingerprint, stageKey} from './fingerprint.js';
import {
  artifactFolder,
  artifactOf,
  fingerprintVariable,
  LOGS,
  projectOf,
  stateFolder,
} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import {realPlace} from './real-place.js';
import type {ResolvedStage} from './resolve-pipeline.js';
import type {ReadFile} from './unchanged-files.js';
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
    state.writeTask(project, {
      fingerprint: key,
      project,
      code,
      cores: cores.get(project),
      files: readFiles(stage, fingerprint, root),
      peak: state.peakFile(stage.uses),
      log: join(root, artifactFolder(pipeline, LOGS), `${id}.jsonl`),
      charts: join(root, artifactFolder(pipeline, LOGS), id),
      task: {
        params: stage.params,
        ...inputPlaces(stage, root),
        // The stage replaces its folder; a link is to stay.
        output: realPlace(join(root, artifactOf(stage.owner))),
        versions: {...fingerprint.versions, node: fingerprint.node},
        workspaceRoot: root,
        state: {folder: join(root, stateFolder(stage.owner)), key},
      },
    });
  }
}

/** The files that a stage reads, as its key holds them. */
function readFiles(stage: ResolvedStage, {files}: Fingerprint, root: string): Record<string, ReadFile> {
  const read = stage.files.map(({param, path}) => [
    param,
    {path: resolve(root, path), sha256: files[param] as string},
  ]);
  return Object.fromEntries(read);
}

/** Where the artifacts lie that a stage reads. */
function inputPlaces(stage: ResolvedStage, root: string): Pick<StageTask, 'inputs' | 'gathered'> {
  const inputs: Record<string, ArtifactPlace> = {};
  const gathered: Record<string, GatheredPlace[]> = {};
  for (const [key, owner] of Object.entries(stage.inputOwners)) {
    const place = {
      folder: join(root, artifactOf(owner)),
      remakeCommand: `npx nx run pipeline:${owner.pipeline} --force ${owner.id}`,
    };
    const instance = stage.gathered?.[key];
    if (instance === undefined) inputs[key] = place;
    else {
      const {port, from, values} = instance;
      gathered[port] = [...(gathered[port] ?? []), {...place, from, values}];
    }
  }
  return {inputs, gathered};
}
