import {createHash} from 'node:crypto';
import {existsSync, readdirSync, statSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {sortKeys} from '@retune/stage';
import {readSealed, writeSealed} from './json-file.js';
import type {StageWork} from './workspace-state.js';

/** All that decides a result. */
export interface ResultKey {
  project: string;
  /** See {@link stageDigests}: what decides it, but for the artifacts that are read. */
  stageDigest: string;
  /** Port to the digest of the artifact that is read. */
  inputs: Record<string, string>;
}

/** What came of a stage's work once. */
export interface PastResult {
  /** Port to the digest of the artifact that was read. */
  inputs: Record<string, string>;
  /** Digest of the artifact that was made: what the stages after it are keyed by. */
  output: string;
  /** Nx's hash of the task, which names its entry in Nx's cache. */
  hash: string;
  /** How it was made; missing where it came from another workspace's cache. */
  work?: StageWork;
}

/** A result with what is known of its use. */
export interface ResultEntry extends PastResult {
  project: string;
  /** When a run last made or used it, in milliseconds. */
  usedAt: number;
}

/**
 * What each stage made of what, in `.retune/index`: with it a plan walks a pipeline as Nx would, without
 * running anything. Only Nx's cache holds the results themselves.
 */
export class ResultIndex {
  readonly #folder: string;

  constructor(workspaceRoot: string) {
    this.#folder = join(workspaceRoot, '.retune', 'index');
  }

  find(key: ResultKey): PastResult | undefined {
    return readSealed<PastResult>(this.#file(key));
  }

  /** All results of a stage as it is, whatever it read. */
  ofStage(project: string, stageDigest: string): PastResult[] {
    const prefix = `${stageDigest.slice(0, 32)}-`;
    return this.#filesOf(project)
      .filter((file) => file.startsWith(prefix))
      .flatMap((file) => readSealed<PastResult>(join(this.#folder, project, file)) ?? []);
  }

  remember(key: ResultKey, result: Omit<PastResult, 'inputs'>): void {
    writeSealed(this.#file(key), {inputs: key.inputs, ...result} satisfies PastResult);
  }

  /** Notes that a run used a result, so that it counts as young. */
  touch(key: ResultKey, now: Date): void {
    utimesSync(this.#file(key), now, now);
  }

  all(): ResultEntry[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).flatMap((project) =>
      this.#filesOf(project).flatMap((name) => {
        const file = join(this.#folder, project, name);
        const known = readSealed<PastResult>(file);
        return known ? [{...known, project, usedAt: statSync(file).mtimeMs}] : [];
      }),
    );
  }

  #filesOf(project: string): string[] {
    const folder = join(this.#folder, project);
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  }

  #file({project, stageDigest, inputs}: ResultKey): string {
    const name = `${stageDigest.slice(0, 32)}-${digest(inputs).slice(0, 32)}.json`;
    return join(this.#folder, project, name);
  }
}

function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(value)))
    .digest('hex');
}
