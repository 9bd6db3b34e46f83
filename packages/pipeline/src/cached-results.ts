import {randomUUID} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {PostTasksExecutionContext} from '@nx/devkit';
import {fingerprintDigest} from './fingerprint.js';
import {artifactFolder, projectName} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import {contentFault, resultFault, resultFiles} from './stage-result.js';
import type {KnownResult, WorkspaceState} from './workspace-state.js';

/** A stage whose result in Nx's cache cannot be used. */
export interface LostResult {
  stage: string;
  /** Such as `was damaged (features.arrow)`. */
  fault: string;
}

/** How Nx says that a task has a result. */
const WITH_RESULT = new Set(['success', 'local-cache', 'local-cache-kept-existing', 'remote-cache']);

/** The results of one pipeline's stages in Nx's cache. */
export class CachedResults {
  readonly #pipeline: string;
  readonly #cacheDir: string;
  readonly #state: WorkspaceState;

  constructor(pipeline: string, {cacheDir, state}: {cacheDir: string; state: WorkspaceState}) {
    this.#pipeline = pipeline;
    this.#cacheDir = cacheDir;
    this.#state = state;
  }

  /**
   * Gives each stage its edition: a new one to those that are forced, and to those whose result is no longer
   * as the last run left it. Remembers nothing: a new edition counts only when the stage has run.
   */
  editions(
    stages: readonly PreparedStage[],
    forced: readonly string[],
  ): {stages: PreparedStage[]; lost: LostResult[]} {
    const lost: LostResult[] = [];
    const withEditions = stages.map((prepared): PreparedStage => {
      const {id} = prepared.stage;
      const {edition, rerun, result} = this.#read(prepared);
      // Where the whole entry is gone Nx itself finds nothing, and the stage runs.
      const held = result !== undefined && existsSync(join(this.#cacheDir, result.hash));
      const fault = held ? resultFault(result, this.#folder(id, result.hash)) : undefined;
      if (fault !== undefined) {
        lost.push({stage: id, fault});
        return {...prepared, ...newEdition(`its cached result ${fault}`)};
      }
      if (forced.includes(id)) return {...prepared, ...newEdition('forced')};
      return {...prepared, edition, rerun};
    });
    return {stages: withEditions, lost};
  }

  /** Remembers the results that a run made or used. Gives those that it used and that turn out to be damaged. */
  remember(
    stages: readonly PreparedStage[],
    taskResults: PostTasksExecutionContext['taskResults'],
  ): LostResult[] {
    return stages.flatMap((prepared) => {
      const {id} = prepared.stage;
      const taken = taskResults[`${projectName(this.#pipeline, id)}:run`];
      const hash = taken?.task.hash;
      if (hash === undefined || !WITH_RESULT.has(taken?.status ?? '')) return [];
      const folder = this.#folder(id, hash);
      const known = this.#read(prepared);
      const trusted = taken?.status === 'success' || (known.result?.hash === hash && existsSync(folder));
      const fault = trusted ? undefined : contentFault(folder);
      if (fault !== undefined) {
        this.#write(prepared, newEdition(`its cached result ${fault}`));
        return [{stage: id, fault}];
      }
      // With --skip-nx-cache nothing is put into the cache.
      if (!existsSync(folder)) return [];
      const now = {edition: prepared.edition, result: {hash, files: resultFiles(folder)}};
      if (JSON.stringify(now) !== JSON.stringify(known)) this.#write(prepared, now);
      return [];
    });
  }

  #read({stage, fingerprint}: PreparedStage): KnownResult {
    return this.#state.readResult(projectName(this.#pipeline, stage.id), fingerprintDigest(fingerprint));
  }

  #write({stage, fingerprint}: PreparedStage, known: KnownResult): void {
    this.#state.writeResult(projectName(this.#pipeline, stage.id), fingerprintDigest(fingerprint), known);
  }

  /** Nx keeps each output at its path from the workspace's root. */
  #folder(stage: string, hash: string): string {
    return join(this.#cacheDir, hash, artifactFolder(this.#pipeline, stage));
  }
}

function newEdition(rerun: string): {edition: string; rerun: string} {
  return {edition: randomUUID(), rerun};
}
