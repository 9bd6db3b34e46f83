import type {PostTasksExecutionContext} from '@nx/devkit';
import {inputDigests} from './contents-digest.js';
import {projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {ResultIndex} from './result-index.js';
import {differences, runReasons} from './run-reasons.js';
import {stageDigests} from './stage-digest.js';
import type {LastRun, StageWork, WorkspaceState} from './workspace-state.js';

type TaskResult = PostTasksExecutionContext['taskResults'][string];

/** How one stage of a run went. */
export interface StageOutcome {
  prepared: PreparedStage;
  result: 'ran' | 'cached' | 'failed' | 'not run';
  /** Only of stages that ran or failed. */
  seconds?: number;
  /** Why it ran. */
  reasons: string[];
}

export interface Memory {
  state: WorkspaceState;
  index: ResultIndex;
}

/**
 * How the stages went that Nx ran, found in the cache, or kept back after a failure. Remembers what each was made
 * from, for the next run's reasons.
 */
export function runOutcomes(
  stages: readonly PreparedStage[],
  {taskResults, workspaceRoot}: PostTasksExecutionContext,
  {state, index}: Memory,
): StageOutcome[] {
  const resultOf = ({stage}: PreparedStage) => taskResults[`${projectOf(stage.owner)}:run`];
  const digestOf = stageDigests(workspaceRoot);
  return takenStages(stages, resultOf).map((prepared) => {
    const {stage, fingerprint} = prepared;
    const project = projectOf(stage.owner);
    const last = state.readLastRun(project);
    const inputs = inputDigests(stage, workspaceRoot);
    const now: LastRun = {fingerprint, inputs, seconds: last?.seconds, cached: true};
    const task = resultOf(prepared);
    const outcome = {prepared, ...outcomeOf(prepared, task, last, now, state)};
    if (outcome.result === 'ran') state.writeLastRun(project, worked(now, outcome, task));
    if (outcome.result === 'cached') {
      const made = index.find({project, stageDigest: digestOf(prepared), inputs});
      // An index of an earlier version knows no work.
      const isSame = differences(last, now).length === 0;
      state.writeLastRun(project, {...now, work: made?.work ?? (isSame ? last?.work : undefined)});
    }
    return outcome;
  });
}

/** What is remembered of a stage's work in this run; undefined where it did none. */
export function workOf({result, seconds = 0, reasons}: StageOutcome, endTime: number): StageWork | undefined {
  return result === 'ran' ? {reasons, seconds, at: new Date(endTime).toISOString()} : undefined;
}

function worked(now: LastRun, outcome: StageOutcome, result: TaskResult | undefined): LastRun {
  const work = workOf(outcome, result?.task.endTime ?? Date.now());
  return {...now, seconds: outcome.seconds, work, cached: false};
}

/** Stages that Nx ran or found in the cache, and those that a failure before them kept from running. */
function takenStages(
  stages: readonly PreparedStage[],
  resultOf: (prepared: PreparedStage) => TaskResult | undefined,
): PreparedStage[] {
  const withoutResult = new Set<string>();
  return stages.filter((prepared) => {
    const {stage} = prepared;
    const result = resultOf(prepared);
    const fruitless =
      result?.status === 'failure' || Object.values(stage.inputs).some((id) => withoutResult.has(id));
    if (fruitless) withoutResult.add(stage.id);
    return result !== undefined || fruitless;
  });
}

function outcomeOf(
  {stage, rerun}: PreparedStage,
  result: TaskResult | undefined,
  last: LastRun | undefined,
  now: LastRun,
  state: WorkspaceState,
): Omit<StageOutcome, 'prepared'> {
  const {startTime = 0, endTime = 0} = result?.task ?? {};
  const seconds = (endTime - startTime) / 1000;
  switch (result?.status) {
    case 'success':
      return {result: 'ran', seconds, reasons: runReasons({last, now, rerun, model: state.readModel(stage)})};
    case 'failure':
      return {result: 'failed', seconds, reasons: ['see its message above']};
    case 'local-cache':
    case 'local-cache-kept-existing':
    case 'remote-cache':
      return {result: 'cached', reasons: []};
    default:
      return {result: 'not run', reasons: []};
  }
}
