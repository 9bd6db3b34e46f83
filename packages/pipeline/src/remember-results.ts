import type {PostTasksExecutionContext} from '@nx/devkit';
import {contentsDigest, inputDigests, MISSING} from './contents-digest.js';
import {projectOf} from './nx-projects.js';
import type {ResultIndex} from './result-index.js';
import {type StageOutcome, workOf} from './run-outcomes.js';
import {stageDigests} from './stage-digest.js';

const FOUND_IN_CACHE = ['local-cache', 'local-cache-kept-existing', 'remote-cache'];

/** Notes what each stage of a run made, or was found to have made, of what. */
export function rememberResults(
  outcomes: readonly StageOutcome[],
  {taskResults, workspaceRoot: root}: PostTasksExecutionContext,
  index: ResultIndex,
): void {
  const digestOf = stageDigests(root);
  const now = new Date();
  for (const outcome of outcomes) {
    const {prepared} = outcome;
    const project = projectOf(prepared.stage.owner);
    const {status, task} = taskResults[`${project}:run`] ?? {};
    const hash = task?.hash;
    const cached = FOUND_IN_CACHE.includes(status ?? '');
    if (hash === undefined || !(cached || status === 'success')) continue;
    const inputs = inputDigests(prepared.stage, root);
    const output = contentsDigest(prepared.stage.owner, root);
    const key = {project, stageDigest: digestOf(prepared), inputs};
    const isKnown = cached && index.find(key)?.hash === hash;
    if (!isKnown && [output, ...Object.values(inputs)].includes(MISSING)) continue;
    if (!isKnown) index.remember(key, {output, hash, work: workOf(outcome, task?.endTime ?? Date.now())});
    index.touch(key, now);
  }
}
