import {labelsOf, readEvaluationDetails} from '@retune/artifacts';
import {explanations, wordsByLabel} from '@retune/page';
import {StageError, shortList} from '@retune/stage';
import type {z} from 'zod';
import {artifactOrigin} from './artifact-origin.js';
import {datasetSummary} from './dataset-summary.js';
import {lengthSummary} from './length-summary.js';
import {listedRows} from './listed-rows.js';
import type {ReportParams} from './params.js';
import type {ReportData, TrainingSummary} from './report-data.js';
import type {SingleInputs} from './report-inputs.js';
import {requireOneMaking} from './require-one-making.js';
import {classifierSettings, historyRows} from './training-history.js';

/** Labels that a message names. */

/** Reads the artifacts into plain values. Throws {@link StageError} where they do not fit together. */
export async function readReportData(inputs: SingleInputs, params: ReportParams): Promise<ReportData> {
  const {examples, tokens, evaluation, attributions} = inputs;
  const origins = Object.entries(inputs).flatMap(([port, reader]) =>
    reader ? [artifactOrigin(port, reader.manifest)] : [],
  );
  requireOneMaking(origins);
  const examplesTable = await examples.table('examples');
  const labels = labelsOf(examplesTable.schema);
  const details = await readEvaluationDetails(evaluation);
  requireSameLabels(labels, {evaluation: details.labels});
  const tokensTable = await tokens?.table('tokens');
  const attributionsTable = await attributions?.table('attributions');
  if (attributionsTable) requireSameLabels(labels, {attributions: labelsOf(attributionsTable.schema)});
  return {
    title: params.title,
    labels,
    dataset: datasetSummary(examplesTable, await examples.table('rejected'), labels),
    lengths: tokensTable && lengthSummary(tokensTable, maxLengthOf(tokens?.manifest.params)),
    training: await trainingSummary(inputs.model, labels),
    evaluation: details,
    rows: await rowsOf(evaluation, examplesTable, params.rows),
    explanations: attributionsTable ? explanations(attributionsTable) : [],
    words: attributions ? wordsByLabel(await attributions.table('words'), labels.length) : [],
    origins,
  };
}

function maxLengthOf(params: Record<string, unknown> = {}): number | undefined {
  return typeof params.maxLength === 'number' ? params.maxLength : undefined;
}

async function trainingSummary(
  model: SingleInputs['model'],
  labels: readonly string[],
): Promise<TrainingSummary | undefined> {
  if (model === undefined) return undefined;
  const settings = parseJson(await model.text('settings'), classifierSettings, 'classifier.json of model');
  requireSameLabels(labels, {model: settings.labels});
  return {
    architecture: settings.architecture,
    frozenLayers: settings.frozenLayers,
    bestStep: settings.bestStep,
    history: historyRows(await model.table('history')),
  };
}

async function rowsOf(
  evaluation: SingleInputs['evaluation'],
  examples: Awaited<ReturnType<SingleInputs['examples']['table']>>,
  most: number,
): Promise<ReportData['rows']> {
  const errors = await evaluation.table('errors');
  const predictions = await evaluation.table('predictions');
  return {listed: listedRows({errors, predictions, examples}, most), total: errors.numRows};
}

function parseJson<Shape extends z.ZodType>(text: string, shape: Shape, where: string): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StageError({where, what: 'is not JSON', mend: 'Make the artifact again.'});
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new StageError(
    result.error.issues.map((issue) => ({
      where,
      what: `${issue.path.join('.') || 'the whole file'}: ${issue.message}`,
      mend: 'It was made by another version of its stage; make the artifact again.',
    })),
  );
}

function requireSameLabels(labels: readonly string[], others: Record<string, readonly string[]>): void {
  for (const [port, other] of Object.entries(others)) {
    if (JSON.stringify(other) === JSON.stringify(labels)) continue;
    throw new StageError({
      where: `inputs of report: ${port}`,
      what: `its labels (${shortList(other)}) are not those of examples (${shortList(labels)})`,
      mend: 'Wire the report to stages that were made from the same examples.',
    });
  }
}
