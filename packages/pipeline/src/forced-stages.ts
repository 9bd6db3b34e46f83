import {argumentValues} from './argument-values.js';
import type {PipelineFailure} from './failure.js';

/** The stages of each `--force STAGE`: they run though their results are cached. */
export function readForcedStages(argv: readonly string[]): string[] {
  return [...argumentValues(argv, '--force')];
}

/** Forced stages that a pipeline does not have. */
export function unknownForcedStages(
  forced: readonly string[],
  stages: readonly {stage: {id: string; instanceOf: string}}[],
): PipelineFailure[] {
  const known = [...new Set(stages.flatMap(({stage: {id, instanceOf}}) => [instanceOf, id]))];
  return forced
    .filter((name) => !known.includes(name))
    .map((name) => ({
      kind: 'unknown-stage',
      name,
      known,
      at: {file: '--force', column: 1, text: name},
    }));
}
