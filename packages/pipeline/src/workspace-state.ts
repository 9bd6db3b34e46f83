import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {StageTask} from '@retune/stage';
import type {Fingerprint} from './fingerprint.js';

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
}

/** Files in `.retune`, none of which is needed: without them reasons are unknown and code is compiled anew. */
export class WorkspaceState {
  readonly #folder: string;
  readonly #lastRuns = new Map<string, LastRun | undefined>();

  constructor(workspaceRoot: string) {
    this.#folder = join(workspaceRoot, '.retune');
  }

  taskFile(project: string): string {
    return join(this.#folder, 'tasks', `${project}.json`);
  }

  writeTask(project: string, task: TaskFile): void {
    writeJson(this.taskFile(project), task);
  }

  /** As it was when first asked for: two pipelines that share a stage both tell why it ran. */
  readLastRun(project: string): LastRun | undefined {
    if (!this.#lastRuns.has(project))
      this.#lastRuns.set(project, readJson<LastRun>(this.#lastRunFile(project)));
    return this.#lastRuns.get(project);
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

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Leaves a file alone that says the same already: comparing is thirty times as fast as replacing. */
function writeJson(file: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (readText(file) === text) return;
  mkdirSync(dirname(file), {recursive: true});
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
