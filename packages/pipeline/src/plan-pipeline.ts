import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {CachedResults} from './cached-results.js';
import {projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {PastResult, ResultIndex} from './result-index.js';
import {differences, runReasons} from './run-reasons.js';
import {stageDigests} from './stage-digest.js';
import type {LastRun, WorkspaceState} from './workspace-state.js';

/** What a run would do with one stage. */
export interface PlannedStage {
  stage: string;
  /** `may-run`: it would run unless what it reads comes out as it was once before. */
  state: 'cached' | 'would-run' | 'may-run';
  /** Why it would run; none where it is cached. */
  reasons: string[];
  /** How long its work took last, or that of the stage it is made from; missing where neither was done here. */
  seconds?: number;
  /** Nx's hashes of the results that it would be, or could be, taken from. */
  hashes: string[];
}

/** What a plan is made from. */
export interface PlanSources {
  root: string;
  /** Nx's cache. */
  cacheFolder: string;
  index: ResultIndex;
  state: WorkspaceState;
}

/** Walks the stages as a run would, and runs nothing: known results stand for the work. */
export function planPipeline(
  stages: readonly PreparedStage[],
  {root, cacheFolder, index, state}: PlanSources,
  forced: readonly string[] = [],
): PlannedStage[] {
  const digestOf = stageDigests(root);
  const {stages: current} = new CachedResults({cacheDir: cacheFolder, state}).editions(stages, forced);
  const isThere = ({hash}: PastResult) => existsSync(join(cacheFolder, hash));
  /** Stage to the digest of what it has made; stages that would run are missing. */
  const outputs = new Map<string, string>();
  return current.map((prepared): PlannedStage => {
    const {id, inputs, owner} = prepared.stage;
    const project = projectOf(owner);
    const last = state.readLastRun(project);
    const {known, open} = inputsSoFar(inputs, outputs);
    const now = {fingerprint: prepared.fingerprint, inputs: {...lastInputs(last, inputs), ...known}};
    const possible = index
      .ofStage(project, digestOf(prepared))
      .filter(
        (result) =>
          isThere(result) && Object.entries(known).every(([port, digest]) => result.inputs[port] === digest),
      );
    const model = last === undefined ? state.readModel(prepared.stage) : undefined;
    const seconds = last?.seconds ?? model?.last.seconds;
    const planned = {stage: id, seconds, hashes: possible.map(({hash}) => hash)};
    const [result] = possible;
    if (result === undefined)
      return {...planned, state: 'would-run', reasons: runReasons({last, now, rerun: prepared.rerun, model})};
    if (open.length > 0)
      return {...planned, state: 'may-run', reasons: [...differences(last, now), afterReason(open)]};
    outputs.set(id, result.output);
    return {...planned, state: 'cached', reasons: []};
  });
}

/** Splits a stage's inputs into those whose digest is known and the stages that would make the others anew. */
function inputsSoFar(
  inputs: Record<string, string>,
  outputs: ReadonlyMap<string, string>,
): {known: Record<string, string>; open: string[]} {
  const ports = Object.entries(inputs).map(([port, from]) => ({port, from, digest: outputs.get(from)}));
  const known = ports.flatMap(({port, digest}) => (digest === undefined ? [] : [[port, digest]]));
  const open = ports.filter(({digest}) => digest === undefined).map(({from}) => from);
  return {known: Object.fromEntries(known) as Record<string, string>, open: [...new Set(open)]};
}

/** What the last run read from these ports: an input that is not known yet counts as no reason by itself. */
function lastInputs(last: LastRun | undefined, inputs: Record<string, string>): Record<string, string> {
  const read = Object.entries(last?.inputs ?? {});
  return Object.fromEntries(read.filter(([port]) => port in inputs));
}

function afterReason(open: readonly string[]): string {
  return open.length === 1
    ? `after ${open[0]}, unless its output is equal`
    : `after ${open.join(', ')}, unless their outputs are equal`;
}
