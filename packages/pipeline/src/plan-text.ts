import type {PlannedStage} from './plan-pipeline.js';
import {textTable} from './text-table.js';

/** A line a stage, and what all of it would take by the last times. */
export function planText(stages: readonly PlannedStage[]): string {
  const rows = stages.map(({stage, state, seconds, reasons}) => [
    stage,
    state === 'cached' ? 'cached' : 'would run',
    seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
    reasons.join('; '),
  ]);
  return `${textTable(rows)}\n\n${conclusion(stages)}`;
}

function conclusion(stages: readonly PlannedStage[]): string {
  const wouldRun = stages.filter(({state}) => state !== 'cached');
  if (wouldRun.length === 0) return 'All is cached.';
  const seconds = wouldRun.reduce((sum, stage) => sum + (stage.seconds ?? 0), 0);
  const unknown = wouldRun.filter((stage) => stage.seconds === undefined).map(({stage}) => stage);
  const parts = [
    `${wouldRun.length} of ${stages.length} stages would run`,
    ...(unknown.length < wouldRun.length ? [`${seconds.toFixed(1)} s by their last times`] : []),
    ...(unknown.length > 0 ? [`no time is known of ${unknownText(unknown, wouldRun.length)}`] : []),
  ];
  return `${parts.join('; ')}.`;
}

function unknownText(unknown: readonly string[], count: number): string {
  return unknown.length === count ? 'any' : unknown.join(', ');
}
