import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {artifactOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';
import type {StageOutcome} from './run-outcomes.js';
import {outcomeTable} from './run-summary.js';
import {scoreTables} from './score-tables.js';

/**
 * What a run of a pipeline ends with: a line a stage, the summaries that stages wrote or, of a sweep, one table of
 * scores, and the pages to open. Of a run in which nothing ran each summary's first paragraph. Empty where no
 * stage took part.
 */
export function reportRun(outcomes: readonly StageOutcome[], root: string): string {
  if (outcomes.length === 0) return '';
  const allCached = outcomes.every(({result}) => result === 'cached');
  const done = outcomes
    .filter(({result}) => result === 'ran' || result === 'cached')
    .map(({prepared}) => prepared);
  const {tables, told} = scoreTables(done, root);
  const untold = done.filter((prepared) => !told.has(prepared));
  const parts = [outcomeTable(outcomes), ...tables, ...summaries(untold, root, allCached), pages(done)];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return allCached ? text : `\n${text}`;
}

/** Each under its stage's name where there are several. */
function summaries(stages: readonly PreparedStage[], root: string, shortened: boolean): string[] {
  const texts = stages.flatMap(({stage}) => {
    if (stage.summary === undefined) return [];
    const file = join(root, artifactOf(stage.owner), stage.summary);
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8').trimEnd();
    return [{id: stage.id, text: shortened ? (text.split('\n\n')[0] as string) : text}];
  });
  return texts.map(({id, text}) => (texts.length > 1 ? `${id}\n${text}` : text));
}

/** A line a page; the pages of a stage's instances share one. */
function pages(stages: readonly PreparedStage[]): string {
  const withPage = stages.filter(({stage}) => stage.page !== undefined);
  const names = [...new Set(withPage.map(({stage}) => stage.instanceOf))];
  return names
    .map((name) => {
      const instances = withPage.filter(({stage}) => stage.instanceOf === name);
      const [{stage}] = instances as [PreparedStage];
      if (instances.length === 1) return `${stage.id}: ${artifactOf(stage.owner)}/${stage.page}`;
      const folder = artifactOf({...stage.owner, id: `${name}@*`});
      return `${name}: ${folder}/${stage.page} (${instances.length} pages)`;
    })
    .join('\n');
}
