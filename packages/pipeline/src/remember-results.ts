import type {PostTasksExecutionContext} from '@nx/devkit';
import {contentsDigest, inputDigests, MISSING} from './contents-digest.js';
import {projectName} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {ResultIndex} from './result-index.js';
import {stageKeys} from './stage-key.js';

const FOUND_IN_CACHE = ['local-cache', 'local-cache-kept-existing', 'remote-cache'];

/** Notes what each stage of a run made, or was found to have made, of what. */
export function rememberResults(
  pipeline: string,
  stages: readonly PreparedStage[],
  {taskResults, workspaceRoot: root}: PostTasksExecutionContext,
  index: ResultIndex,
): void {
  const keyOf = stageKeys(pipeline, root);
  const now = new Date();
  for (const prepared of stages) {
    const project = projectName(pipeline, prepared.stage.id);
    const {status, task} = taskResults[`${project}:run`] ?? {};
    const hash = task?.hash;
    const cached = FOUND_IN_CACHE.includes(status ?? '');
    if (hash === undefined || !(cached || status === 'success')) continue;
    const inputs = inputDigests(root, pipeline, prepared.stage);
    const output = contentsDigest(root, pipeline, prepared.stage.id);
    const key = {project, stageKey: keyOf(prepared), inputs};
    const isKnown = cached && index.find(key)?.hash === hash;
    if (!isKnown && [output, ...Object.values(inputs)].includes(MISSING)) continue;
    if (!isKnown) index.remember(key, {output, hash});
    index.touch(key, now);
  }
}
