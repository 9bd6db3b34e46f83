import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {numberTable} from '@retune/stage';
import {decimal} from '@retune/stage/number-format';
import {printableLine} from '../printable.mjs';
import {readJson} from './json-file.js';
import {artifactOf} from './nx-projects.js';
import type {PreparedStage} from './prepare-pipeline.js';

/** Numbers by name, as a stage that declares `scores` writes them; null where one has no value. */
type Scores = Record<string, number | null>;

/**
 * One table for each stage that has scores and several instances: what sets an instance apart, and its scores.
 * `told` are the stages that stand in one.
 */
export function scoreTables(
  stages: readonly PreparedStage[],
  root: string,
): {tables: string[]; told: Set<PreparedStage>} {
  const scored = stages.flatMap((prepared) => {
    const scores = readScores(prepared, root);
    return scores === undefined ? [] : [{prepared, scores}];
  });
  const told = new Set<PreparedStage>();
  const names = new Set(scored.map(({prepared}) => prepared.stage.instanceOf));
  const tables = [...names].flatMap((name) => {
    const instances = scored.filter(({prepared}) => prepared.stage.instanceOf === name);
    if (instances.length < 2) return [];
    for (const {prepared} of instances) told.add(prepared);
    return [scoreTable(name, instances)];
  });
  return {tables, told};
}

function readScores({stage}: PreparedStage, root: string): Scores | undefined {
  if (stage.scores === undefined) return undefined;
  const file = join(root, artifactOf(stage.owner), stage.scores);
  return existsSync(file) ? readJson<Scores>(file) : undefined;
}

function scoreTable(name: string, instances: readonly {prepared: PreparedStage; scores: Scores}[]): string {
  const columns = [...new Set(instances.flatMap(({scores}) => Object.keys(scores)))];
  const rows = [
    [name, ...columns],
    ...instances.map(({prepared, scores}) => [
      prepared.stage.id.slice(name.length + 1),
      ...columns.map((column) => scoreText(scores[column])),
    ]),
  ].map((row) => row.map(printableLine));
  return numberTable(rows).join('\n');
}

function scoreText(score: number | null | undefined): string {
  return score === null || score === undefined ? '-' : decimal(score, 4);
}
