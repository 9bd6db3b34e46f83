import {type EvaluationDetails, readEvaluationDetails} from '@retune/artifacts';
import {
  type BootstrapScores,
  bootstrapScores,
  compareScored,
  type LogitRows,
  logitRows,
  type NamedLogits,
} from '@retune/metrics';
import {StageError} from '@retune/stage';
import type {Table, Vector} from 'apache-arrow';
import {artifactOrigin} from './artifact-origin.js';
import type {ComparisonData} from './comparison/comparison-data.js';
import type {ReportParams} from './params.js';
import type {ComparedInputs} from './report-inputs.js';

/**
 * Reads several evaluations and compares each with the first, row by row. Throws {@link StageError} where they did
 * not judge the same rows.
 */
export async function readComparisonData(
  evaluations: ComparedInputs,
  params: ReportParams,
): Promise<ComparisonData> {
  const judged = await Promise.all(
    evaluations.map(async ({from, artifact}) => ({
      from,
      details: await readEvaluationDetails(artifact),
      rows: judgedRows(await artifact.table('predictions')),
    })),
  );
  const [first, ...others] = judged;
  if (first === undefined) throw new Error('Internal error: no evaluation to compare');
  requireSameRows(first, others);
  const named = judged.map(({from, rows, details}) => namedLogits(from, rows, details));
  const scores = bootstrapScores(
    first.rows.labels,
    named.map(({logits}) => logits),
    {samples: params.bootstrapSamples, seed: params.seed},
  );
  const {split, rows, labels} = first.details;
  return {
    title: params.title,
    split,
    rows,
    labels,
    params: [...new Set(evaluations.flatMap(({values}) => Object.keys(values)))],
    runs: evaluations.map(({from, values, artifact}, place) => ({
      number: place + 1,
      from,
      values,
      evaluation: judged[place]?.details as EvaluationDetails,
      againstFirst:
        place === 0
          ? undefined
          : compareScored(
              first.rows.labels,
              [named[place] as NamedLogits, named[0] as NamedLogits],
              [scores[place] as BootstrapScores, scores[0] as BootstrapScores],
            ),
      origin: artifactOrigin('evaluations', artifact.manifest),
    })),
    bootstrapSamples: params.bootstrapSamples,
  };
}

interface JudgedRows {
  /** [rows] places among the examples, and true classes. */
  rows: Int32Array;
  labels: Int32Array;
  /** [rows][classes] */
  logits: ArrayLike<number>[];
}

function judgedRows(predictions: Table): JudgedRows {
  const integers = (name: string) => predictions.getChild(name)?.toArray() as Int32Array;
  const logits = [...(predictions.getChild('logits') as Iterable<Vector>)];
  return {
    rows: integers('row'),
    labels: integers('label'),
    logits: logits.map((row) => row.toArray() as ArrayLike<number>),
  };
}

function namedLogits(name: string, {logits}: JudgedRows, {labels}: EvaluationDetails): NamedLogits {
  const rows: LogitRows = logitRows(logits, labels.length);
  return {name, logits: rows};
}

interface Judged {
  from: string;
  details: EvaluationDetails;
  rows: JudgedRows;
}

function requireSameRows(first: Judged, others: readonly Judged[]): void {
  const key = ({details, rows}: Judged) =>
    JSON.stringify([details.split, details.labels, [...rows.rows], [...rows.labels]]);
  const expected = key(first);
  const differing = others.filter((other) => key(other) !== expected);
  if (differing.length === 0) return;
  throw new StageError(
    differing.map(({from}) => ({
      where: 'inputs of report: evaluations',
      what: `${from} judged other rows or labels than ${first.from}, so the two cannot be compared row by row`,
      mend: 'Name only evaluations of the same split of the same examples.',
    })),
  );
}
