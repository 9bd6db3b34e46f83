import {type Emit, implementStage, type Problem, StageError} from '@retune/stage';
import {exampleBatches, rejectedBatches} from './examples-table.js';
import {holdOut} from './hold-out.js';
import {labelProblems, labelsOf} from './label-check.js';
import {relabel} from './label-names.js';
import {emptyAfterLimit, emptySplit} from './label-problem.js';
import {type LimitedSplits, limitSplits} from './limit.js';
import type {IngestParams} from './params.js';
import {rejectedList} from './problem-place.js';
import {type FileContent, readDataFile} from './read-data-file.js';
import type {RejectedRow, Row} from './row.js';
import {
  distributionText,
  type GivenSplits,
  rowsAlsoInTrain,
  SPLITS,
  type Split,
  type Splits,
} from './split.js';
import {ingestStage} from './stage.js';

const WARNED_ROWS = 3;

export default implementStage(ingestStage, async ({params, output, emit, workspaceRoot}) => {
  const {given: written, rejected, findings} = await readSplits(params, workspaceRoot);
  for (const message of findings) emit({kind: 'note', message});
  const given = relabel(written, params, emit);
  const splits = withHeldOut(given, params);
  const problems = labelProblems(splits, params.labels);
  if (problems.length > 0) throw new StageError(problems);
  const kept = limited(splits, params, emit);
  const learnt = new Set(kept.train.map(({label}) => label));
  const labels = params.labels ?? labelsOf(given.train).filter((label) => learnt.has(label));
  describe(kept, rejected, labels, emit);
  await output.writeTable('examples', exampleBatches(kept, labels));
  await output.writeTable('rejected', rejectedBatches(rejected));
});

/** Reads all files before it throws, so that the problems of all of them are told at once. */
async function readSplits(
  params: IngestParams,
  workspaceRoot: string,
): Promise<{given: GivenSplits; rejected: RejectedRow[]; findings: string[]}> {
  const given: Record<'train', Row[]> & Partial<Record<Split, Row[]>> = {train: []};
  const rejected: RejectedRow[] = [];
  const findings: string[] = [];
  const problems: Problem[] = [];
  for (const split of SPLITS)
    for (const path of pathsOf(params[split])) {
      const content = await readDataFile({param: `ingest.${split}`, path}, params, workspaceRoot).catch(
        (error: unknown): FileContent => {
          if (!(error instanceof StageError)) throw error;
          problems.push(...error.problems);
          return {rows: [], rejected: [], findings: []};
        },
      );
      given[split] = (given[split] ?? []).concat(content.rows);
      for (const row of content.rejected) rejected.push(row);
      findings.push(...content.findings);
    }
  if (problems.length > 0) throw new StageError(problems);
  return {given, rejected, findings: [...new Set(findings)]};
}

function pathsOf(files: IngestParams[Split]): string[] {
  return files === undefined ? [] : [files].flat();
}

/** Takes from train what is not given as a file. */
function withHeldOut({train, validation, test}: GivenSplits, params: IngestParams): Splits {
  const absent = (['validation', 'test'] as const).filter(
    (split) => ({validation, test})[split] === undefined,
  );
  const shares = absent.map((split) => params[`${split}Share`]);
  const {parts, rest} = holdOut(train, shares, params.seed);
  const empty = absent.filter((_, part) => parts[part]?.length === 0);
  if (empty.length > 0) throw new StageError(empty.map((split) => emptySplit(split, train.length)));
  const heldOut = Object.fromEntries(absent.map((split, part) => [split, parts[part]]));
  return {train: rest, validation, test, ...heldOut} as Splits;
}

function limited(splits: Splits, {limit, seed}: IngestParams, emit: Emit): Splits {
  if (limit === undefined) return splits;
  const {splits: kept, lost} = limitSplits(splits, limit, seed);
  const empty = SPLITS.filter((split) => kept[split].length === 0);
  if (empty.length > 0) throw new StageError(empty.map((split) => emptyAfterLimit(split, limit)));
  const message = lostText(lost, limit);
  if (message) emit({kind: 'warning', message});
  return kept;
}

function lostText(lost: LimitedSplits['lost'], limit: number): string | undefined {
  const texts = SPLITS.flatMap((split) => {
    const [first, ...more] = lost[split];
    if (first === undefined) return [];
    const others =
      more.length > 9 ? `${more.slice(0, 9).join(', ')} and ${more.length - 9} more` : more.join(', ');
    const because = split === 'train' ? '; they are left out of all splits' : '';
    return `\n  ${split}: ${[first, ...(others ? [others] : [])].join(', ')}${because}`;
  });
  return texts.length > 0 ? `limit ${limit} leaves no row of some labels:${texts.join('')}` : undefined;
}

function describe(splits: Splits, rejected: RejectedRow[], labels: readonly string[], emit: Emit): void {
  for (const split of SPLITS) emit({kind: 'note', message: distributionText(split, splits[split], labels)});
  if (rejected.length > 0)
    emit({
      kind: 'warning',
      message: `${rejected.length} row${rejected.length === 1 ? ' was' : 's were'} refused, see rejected.arrow${rejectedList(rejected, WARNED_ROWS)}`,
    });
  const repeated = (['validation', 'test'] as const)
    .map((split) => ({split, rows: rowsAlsoInTrain(splits[split], splits.train)}))
    .filter(({rows}) => rows > 0);
  if (repeated.length > 0)
    emit({
      kind: 'warning',
      message: `${repeated.map(({split, rows}) => `${rows} texts of ${split}`).join(' and ')} are in train too`,
    });
}
