import {type Emit, implementStage, type Problem, StageError} from '@retune/stage';
import {exampleBatches, rejectedBatches} from './examples-table.js';
import {holdOut} from './hold-out.js';
import {emptySplit, rejectedList} from './ingest-problem.js';
import {labelProblems, labelsOf} from './label-check.js';
import type {IngestParams} from './params.js';
import {type FileContent, readDataFile} from './read-data-file.js';
import type {RejectedRow, Row} from './row.js';
import {distributionText, rowsAlsoInTrain, SPLITS, type Split, type Splits} from './split.js';
import {ingestStage} from './stage.js';

const WARNED_ROWS = 3;

export default implementStage(ingestStage, async ({params, output, emit, workspaceRoot}) => {
  const {given, rejected} = await readSplits(params, workspaceRoot);
  const splits = withHeldOut(given, params);
  const problems = labelProblems(splits, params.labels);
  if (problems.length > 0) throw new StageError(problems);
  const labels = params.labels ?? labelsOf(given.train);
  const kept = limited(splits, params.limit);
  describe(kept, rejected, labels, emit);
  await output.writeTable('examples', exampleBatches(kept, labels));
  await output.writeTable('rejected', rejectedBatches(rejected));
});

type GivenSplits = {train: Row[]; validation?: Row[]; test?: Row[]};

/** Reads all files before it throws, so that the problems of all of them are told at once. */
async function readSplits(
  params: IngestParams,
  workspaceRoot: string,
): Promise<{given: GivenSplits; rejected: RejectedRow[]}> {
  const given: GivenSplits = {train: []};
  const rejected: RejectedRow[] = [];
  const problems: Problem[] = [];
  for (const split of SPLITS)
    for (const path of pathsOf(params[split])) {
      const content = await readDataFile({param: `ingest.${split}`, path}, params, workspaceRoot).catch(
        (error: unknown): FileContent => {
          if (!(error instanceof StageError)) throw error;
          problems.push(...error.problems);
          return {rows: [], rejected: []};
        },
      );
      given[split] = [...(given[split] ?? []), ...content.rows];
      rejected.push(...content.rejected);
    }
  if (problems.length > 0) throw new StageError(problems);
  return {given, rejected};
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

function limited(splits: Splits, limit: number | undefined): Splits {
  const {train, validation, test} = splits;
  return {train: train.slice(0, limit), validation: validation.slice(0, limit), test: test.slice(0, limit)};
}

function describe(splits: Splits, rejected: RejectedRow[], labels: readonly string[], emit: Emit): void {
  for (const split of SPLITS) emit({kind: 'note', message: distributionText(split, splits[split], labels)});
  if (rejected.length > 0)
    emit({
      kind: 'warning',
      message: `${rejected.length} rows were refused, see rejected.arrow${rejectedList(rejected, WARNED_ROWS)}`,
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
