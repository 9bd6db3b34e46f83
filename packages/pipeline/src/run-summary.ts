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
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  return rows
    .map(([stage = '', result = '', seconds = '', why = '']) =>
      `${stage.padEnd(widths[0] as number)}  ${result.padEnd(widths[1] as number)}  ${seconds.padStart(widths[2] as number)}  ${why}`.trimEnd(),
    )
    .join('\n');
}
