import {randomUUID} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {PostTasksExecutionContext} from '@nx/devkit';
import {fingerprintDigest} from './fingerprint.js';
import {artifactOf, projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {StageOwner} from './stage-owner.js';
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

/** The results of stages in Nx's cache. */
export class CachedResults {
  readonly #cacheDir: string;
  readonly #state: WorkspaceState;

  constructor({cacheDir, state}: {cacheDir: string; state: WorkspaceState}) {
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
      const {id, instanceOf, owner} = prepared.stage;
      const {edition, rerun, result} = this.#read(prepared);
      // Where the whole entry is gone Nx itself finds nothing, and the stage runs.
      const held = result !== undefined && existsSync(join(this.#cacheDir, result.hash));
      const fault = held ? resultFault(result, this.#folder(owner, result.hash)) : undefined;
      if (fault !== undefined) {
        lost.push({stage: id, fault});
        return {...prepared, ...newEdition(`its cached result ${fault}`)};
      }
      if (forced.includes(id) || forced.includes(instanceOf)) return {...prepared, ...newEdition('forced')};
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
      const {id, owner} = prepared.stage;
      const taken = taskResults[`${projectOf(owner)}:run`];
      const hash = taken?.task.hash;
      if (hash === undefined || !WITH_RESULT.has(taken?.status ?? '')) return [];
      const folder = this.#folder(owner, hash);
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
    return this.#state.readResult(projectOf(stage.owner), fingerprintDigest(fingerprint));
  }

  #write({stage, fingerprint}: PreparedStage, known: KnownResult): void {
    this.#state.writeResult(projectOf(stage.owner), fingerprintDigest(fingerprint), known);
  }

  /** Nx keeps each output at its path from the workspace's root. */
  #folder(owner: StageOwner, hash: string): string {
    return join(this.#cacheDir, hash, artifactOf(owner));
  }
}

function newEdition(rerun: string): {edition: string; rerun: string} {
  return {edition: randomUUID(), rerun};
}
