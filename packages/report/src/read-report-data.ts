import {labelsOf, readEvaluationDetails} from '@retune/artifacts';
import {explanations, wordsByLabel} from '@retune/page';
import {type StageContext, StageError} from '@retune/stage';
import type {z} from 'zod';
import {artifactOrigin} from './artifact-origin.js';
import {confidentMistakes} from './confident-mistakes.js';
import {datasetSummary} from './dataset-summary.js';
import {evaluationMetrics, metricsOfDetails} from './evaluation-metrics.js';
import {lengthSummary} from './length-summary.js';
import type {ReportParams} from './params.js';
import type {ReportData} from './report-data.js';
import type {reportStage} from './stage.js';
import {classifierSettings, historyRows} from './training-history.js';

export type ReportInputs = StageContext<typeof reportStage>['inputs'];

/** Reads the artifacts into plain values. Throws {@link StageError} where they do not fit together. */
export async function readReportData(inputs: ReportInputs, params: ReportParams): Promise<ReportData> {
  const {examples, tokens, model, evaluation, attributions} = inputs;
  const examplesTable = await examples.table('examples');
  const labels = labelsOf(examplesTable.schema);
  const metrics = evaluation.has('details')
    ? metricsOfDetails(await readEvaluationDetails(evaluation))
    : parseJson(await evaluation.text('metrics'), evaluationMetrics, 'metrics.json of evaluation');
  const settings = parseJson(await model.text('settings'), classifierSettings, 'classifier.json of model');
  requireSameLabels(labels, {evaluation: metrics.labels, model: settings.labels});
  const attributionsTable = await attributions?.table('attributions');
  if (attributionsTable) requireSameLabels(labels, {attributions: labelsOf(attributionsTable.schema)});
  const tokensTable = await tokens?.table('tokens');
  return {
    title: params.title,
    labels,
    dataset: datasetSummary(examplesTable, await examples.table('rejected'), labels),
    lengths: tokensTable && lengthSummary(tokensTable),
    training: {
      architecture: settings.architecture,
      frozenLayers: settings.frozenLayers,
      bestStep: settings.bestStep,
      history: historyRows(await model.table('history')),
    },
    evaluation: metrics,
    mistakes: confidentMistakes(
      await evaluation.table('predictions'),
      examplesTable,
      labels,
      params.mistakes,
    ),
    explanations: attributionsTable ? explanations(attributionsTable) : [],
    explainedWords: attributions ? wordsByLabel(await attributions.table('words'), labels.length) : [],
    origins: Object.entries(inputs).flatMap(([port, reader]) =>
      reader ? [artifactOrigin(port, reader.manifest)] : [],
    ),
  };
}

function parseJson<Shape extends z.ZodType>(text: string, shape: Shape, where: string): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StageError({where, what: 'is not JSON', mend: 'Make the artifact anew.'});
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new StageError(
    result.error.issues.map((issue) => ({
      where,
      what: `${issue.path.join('.') || 'the whole file'}: ${issue.message}`,
      mend: 'It was made by another version of its stage; make the artifact anew.',
    })),
  );
}

function requireSameLabels(labels: readonly string[], others: Record<string, readonly string[]>): void {
  for (const [port, other] of Object.entries(others)) {
    if (JSON.stringify(other) === JSON.stringify(labels)) continue;
    throw new StageError({
      where: `inputs of report: ${port}`,
      what: `its labels (${other.join(', ')}) are not those of examples (${labels.join(', ')})`,
      mend: 'Wire the report to stages that were made from the same examples.',
    });
  }
}
