import {join} from 'node:path';
import type {StageTask} from '@retune/stage';
import type {Fingerprint} from './fingerprint.js';
import {readJson, writeJson} from './json-file.js';

/** What the process of one stage is told. */
export interface TaskFile {
  /** Must equal the environment's: else another run wrote this file in between. */
  fingerprint: string;
  project: string;
  /** Absolute path of the stage's compiled code. */
  code: string;
  task: StageTask;
  /** JSON lines of the stage's events. */
  log: string;
}

/** How a stage last ended well: what the next run is compared with. */
export interface LastRun {
  fingerprint: Fingerprint;
  /** Port to the digest of the artifact that was read. */
  inputs: Record<string, string>;
  /** How long the work took when it was last done. */
  seconds?: number;
  /** Why the work was last done; missing where the results came from another workspace's cache. */
  work?: StageWork;
  /** Whether the last run found the result in the cache. */
  cached?: boolean;
}

/** The last time that a stage did its work, rather than being found in the cache. */
export interface StageWork {
  reasons: string[];
  /** When it ended: ISO 8601, in UTC. */
  at: string;
}

/** Files in `.retune`, none of which is needed: without them reasons are unknown and code is compiled anew. */
export class WorkspaceState {
  readonly #folder: string;

  constructor(workspaceRoot: string) {
    this.#folder = join(workspaceRoot, '.retune');
  }

  taskFile(project: string): string {
    return join(this.#folder, 'tasks', `${project}.json`);
  }

  writeTask(project: string, task: TaskFile): void {
    writeJson(this.taskFile(project), task);
  }

  readLastRun(project: string): LastRun | undefined {
    return readJson<LastRun>(this.#lastRunFile(project));
  }

  writeLastRun(project: string, last: LastRun): void {
    writeJson(this.#lastRunFile(project), last);
  }

  /** The value that was remembered under `name`, if it was for this `key`. */
  recall<T>(name: string, key: string): T | undefined {
    const known = readJson<{key: string; value: T}>(this.#rememberedFile(name));
    return known?.key === key ? known.value : undefined;
  }

  remember(name: string, key: string, value: unknown): void {
    writeJson(this.#rememberedFile(name), {key, value});
  }

  #rememberedFile(name: string): string {
    return join(this.#folder, 'remembered', `${name}.json`);
  }

  #lastRunFile(project: string): string {
    return join(this.#folder, 'last', `${project}.json`);
  }
}
