import {projectOf} from './nx-projects.js';
import type {StageOutcome} from './run-outcomes.js';

/**
 * The pipelines of a run that have something of their own to report: of those that share stages, `nx run-many` may run
 * no others, and what one report lists another need not repeat.
 */
export function distinctReports(outcomes: ReadonlyMap<string, readonly StageOutcome[]>): string[] {
  const pipelines = [...outcomes].map(([name, taken]) => ({
    name,
    projects: new Set(taken.map(({prepared}) => projectOf(prepared.stage.owner))),
  }));
  return pipelines
    .filter(
      ({projects}, i) =>
        !pipelines.some(
          (other, j) =>
            j !== i &&
            [...projects].every((project) => other.projects.has(project)) &&
            (other.projects.size > projects.size || j < i),
        ),
    )
    .map(({name}) => name);
}
