import {textTable} from './text-table.js';

/** How one stage of a run went. */
export interface StageOutcome {
  stage: string;
  result: 'ran' | 'cached' | 'failed' | 'not run';
  /** Only of stages that ran or failed. */
  seconds?: number;
  /** Why it ran. */
  reasons: string[];
}

/** A table with a line a stage: what happened, how long it took, why. */
export function outcomeTable(outcomes: readonly StageOutcome[]): string {
  const rows = outcomes.map(({stage, result, seconds, reasons}) => [
    stage,
    result,
    seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
    reasons.join('; '),
  ]);
  return textTable(rows);
}
