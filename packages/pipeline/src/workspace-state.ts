import {join} from 'node:path';
import type {StageTask} from '@retune/stage';
import type {Fingerprint} from './fingerprint.js';
import {readSealed, writeJson, writeSealed} from './json-file.js';
import {projectOf} from './nx-projects.js';
import type {ResolvedStage} from './resolve-pipeline.js';
import type {StageResult} from './stage-result.js';
import type {ReadFile} from './unchanged-files.js';

/** What the process of one stage is told. */
export interface TaskFile {
  /** Must equal the environment's: else another run wrote this file in between. */
  fingerprint: string;
  project: string;
  /** Absolute path of the stage's compiled code. */
  code: string;
  /** Cores that it may use; all where it is missing. */
  cores?: number;
  task: StageTask;
  /** The files that it reads, by param. */
  files: Record<string, ReadFile>;
  /** JSON lines of the stage's events. */
  log: string;
  /** Folder for TensorBoard's event files, which is made when the stage measures something. */
  charts: string;
  /** Where the process notes the bytes that it held at most; a JSON number. */
  peak: string;
}

/** What the process of a stage is told that cannot run. */
export interface FaultFile {
  /** What is wrong with its pipeline. */
  fault: string;
}

/** How a stage last ended well: what the next run is compared with. */
export interface LastRun {
  fingerprint: Fingerprint;
  /** Port to the digest of the artifact that was read. */
  inputs: Record<string, string>;
  /** How long the work took when it was last done. */
  seconds?: number;
  /** How the result that the run left was made; missing where it came from another workspace's cache. */
  work?: StageWork;
  /** Whether the last run found the result in the cache. */
  cached?: boolean;
}

/** How the stage last ended well that another one is made from. */
export interface Model {
  project: string;
  last: LastRun;
}

/** How a result was made, rather than found in the cache. */
export interface StageWork {
  reasons: string[];
  /** When the work ended: ISO 8601, in UTC. */
  at: string;
  /** Missing in what an earlier version wrote. */
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

  writeTask(project: string, task: TaskFile | FaultFile): void {
    writeJson(this.taskFile(project), task);
  }

  /** As it was when first asked for: two pipelines that share a stage both tell why it ran. */
  readLastRun(project: string): LastRun | undefined {
    if (!this.#lastRuns.has(project))
      this.#lastRuns.set(project, readSealed<LastRun>(this.#lastRunFile(project)));
    return this.#lastRuns.get(project);
  }

  /** The last run of the stage of an extended pipeline that a stage is made from, with that stage's project. */
  readModel({derivedFrom}: Pick<ResolvedStage, 'derivedFrom'>): Model | undefined {
    if (derivedFrom === undefined) return undefined;
    const project = projectOf(derivedFrom);
    const last = this.readLastRun(project);
    return last && {project, last};
  }

  writeLastRun(project: string, last: LastRun): void {
    writeSealed(this.#lastRunFile(project), last);
  }

  readResult(project: string, fingerprint: string): KnownResult {
    return readSealed<KnownResult>(this.#resultFile(project, fingerprint)) ?? {};
  }

  writeResult(project: string, fingerprint: string, known: KnownResult): void {
    writeSealed(this.#resultFile(project, fingerprint), known);
  }

  /** Bytes that the process of a stage held at most when it last worked; by the stage's package. */
  readPeak(uses: string): number | undefined {
    return readSealed<number>(this.peakFile(uses));
  }

  peakFile(uses: string): string {
    return join(this.#folder, 'peaks', `${uses}.json`);
  }

  /** By stage, the files of its artifact as the last run left them. */
  readArtifacts(pipeline: string): Record<string, StageResult['files']> {
    return readSealed(this.#artifactsFile(pipeline)) ?? {};
  }

  writeArtifacts(pipeline: string, artifacts: Record<string, StageResult['files']>): void {
    writeSealed(this.#artifactsFile(pipeline), artifacts);
  }

  /** The value that was remembered under `name`, if it was for this `key`. */
  recall<T>(name: string, key: string): T | undefined {
    const known = readSealed<{key: string; value: T}>(this.#rememberedFile(name));
    return known?.key === key ? known.value : undefined;
  }

  remember(name: string, key: string, value: unknown): void {
    writeSealed(this.#rememberedFile(name), {key, value});
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
