import type {StageOutcome} from './run-outcomes.js';
import {textTable} from './text-table.js';

/** Of a run in which all is cached, more stages than these are told in one line. */
const MOST_CACHED_LINES = 10;

/** A table with a line a stage: what happened, how long it took, why. Cached instances of a stage share one. */
export function outcomeTable(outcomes: readonly StageOutcome[]): string {
  const groups = [...byStage(outcomes).values()].flatMap((group) =>
    group.length > 1 && group.every(({result}) => result === 'cached')
      ? [[nameOf(group), 'cached', '', `${group.length} instances`]]
      : group.map(outcomeRow),
  );
  const allCached = outcomes.every(({result}) => result === 'cached');
  return allCached && groups.length > MOST_CACHED_LINES
    ? `All ${outcomes.length} stages are cached.`
    : textTable(groups);
}

function byStage(outcomes: readonly StageOutcome[]): Map<string, StageOutcome[]> {
  const groups = new Map<string, StageOutcome[]>();
  for (const outcome of outcomes) {
    const {instanceOf} = outcome.prepared.stage;
    groups.set(instanceOf, [...(groups.get(instanceOf) ?? []), outcome]);
  }
  return groups;
}

function nameOf([first]: readonly StageOutcome[]): string {
  return first?.prepared.stage.instanceOf ?? '';
}

function outcomeRow({prepared, result, seconds, reasons}: StageOutcome): string[] {
  return [
    prepared.stage.id,
    result,
    seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
    reasons.join('; '),
  ];
}
