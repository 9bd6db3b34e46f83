import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {PostTasksExecutionContext} from '@nx/devkit';
import {inputDigests} from './contents-digest.js';
import {artifactOf, projectOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import {runReasons} from './run-reasons.js';
import {outcomeTable, type StageOutcome} from './run-summary.js';
import type {LastRun, WorkspaceState} from './workspace-state.js';

type TaskResult = PostTasksExecutionContext['taskResults'][string];

/**
 * What a run of a pipeline ends with: a line a stage, the summaries that stages wrote, the pages to open.
 * Remembers what each stage was made from, for the next run's reasons. Empty where no stage took part.
 */
export function reportRun(
  stages: readonly PreparedStage[],
  {taskResults, workspaceRoot}: PostTasksExecutionContext,
  state: WorkspaceState,
): string {
  const resultOf = ({stage}: PreparedStage) => taskResults[`${projectOf(stage.owner)}:run`];
  const taken = takenStages(stages, resultOf);
  if (taken.length === 0) return '';
  const outcomes = taken.map((prepared) => {
    const project = projectOf(prepared.stage.owner);
    const last = state.readLastRun(project);
    const now: LastRun = {
      fingerprint: prepared.fingerprint,
      inputs: inputDigests(prepared.stage, workspaceRoot),
      seconds: last?.seconds,
      work: last?.work,
      cached: true,
    };
    const result = resultOf(prepared);
    const outcome = outcomeOf(prepared, result, last, now);
    if (outcome.result === 'ran') state.writeLastRun(project, worked(now, outcome, result));
    if (outcome.result === 'cached') state.writeLastRun(project, now);
    return outcome;
  });
  const done = taken.filter((_, i) => ['ran', 'cached'].includes(outcomes[i]?.result ?? ''));
  const parts = [outcomeTable(outcomes), ...summaries(done, workspaceRoot)];
  return `\n${parts.join('\n\n')}\n${pages(done)}`;
}

function worked(now: LastRun, {seconds, reasons}: StageOutcome, result: TaskResult | undefined): LastRun {
  const at = new Date(result?.task.endTime ?? Date.now()).toISOString();
  return {...now, seconds, work: {reasons, at}, cached: false};
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
): StageOutcome {
  const {startTime = 0, endTime = 0} = result?.task ?? {};
  const seconds = (endTime - startTime) / 1000;
  switch (result?.status) {
    case 'success':
      return {stage: stage.id, result: 'ran', seconds, reasons: runReasons(last, now, rerun)};
    case 'failure':
      return {stage: stage.id, result: 'failed', seconds, reasons: ['see its message above']};
    case 'local-cache':
    case 'local-cache-kept-existing':
    case 'remote-cache':
      return {stage: stage.id, result: 'cached', reasons: []};
    default:
      return {stage: stage.id, result: 'not run', reasons: []};
  }
}

/** Each under its stage's name where there are several. */
function summaries(stages: readonly PreparedStage[], root: string): string[] {
  const texts = stages.flatMap(({stage}) => {
    if (stage.summary === undefined) return [];
    const file = join(root, artifactOf(stage.owner), stage.summary);
    return existsSync(file) ? [{id: stage.id, text: readFileSync(file, 'utf8').trimEnd()}] : [];
  });
  return texts.map(({id, text}) => (texts.length > 1 ? `${id}\n${text}` : text));
}

function pages(stages: readonly PreparedStage[]): string {
  return stages
    .filter(({stage}) => stage.page !== undefined)
    .map(({stage}) => `\n${stage.id}: ${artifactOf(stage.owner)}/${stage.page}`)
    .join('');
}
