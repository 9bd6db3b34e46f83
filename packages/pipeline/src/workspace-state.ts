import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {StageTask} from '@retune/stage';
import type {Fingerprint} from './fingerprint.js';
import type {StageResult} from './stage-result.js';

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

/** What is known of the results that a stage has in Nx's cache for one fingerprint. */
export interface KnownResult {
  /** Part of what Nx hashes: another edition leaves behind what the cache holds. */
  edition?: string;
  /** Why this edition was begun, until the stage has run. */
  rerun?: string;
  /** The result that was used last. */
  result?: StageResult;
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

  readResult(project: string, fingerprint: string): KnownResult {
    return readJson<KnownResult>(this.#resultFile(project, fingerprint)) ?? {};
  }

  writeResult(project: string, fingerprint: string, known: KnownResult): void {
    writeJson(this.#resultFile(project, fingerprint), known);
  }

  /** By stage, the files of its artifact as the last run left them. */
  readArtifacts(pipeline: string): Record<string, StageResult['files']> {
    return readJson(this.#artifactsFile(pipeline)) ?? {};
  }

  writeArtifacts(pipeline: string, artifacts: Record<string, StageResult['files']>): void {
    writeJson(this.#artifactsFile(pipeline), artifacts);
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

  #artifactsFile(pipeline: string): string {
    return join(this.#folder, 'artifacts', `${pipeline}.json`);
  }

  #resultFile(project: string, fingerprint: string): string {
    return join(this.#folder, 'results', project, `${fingerprint}.json`);
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
