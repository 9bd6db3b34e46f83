import {classifierSettings} from '@retune/artifacts';
import {FeatureRows, loadClassifier} from '@retune/encoder';
import {implementStage, type StageContext} from '@retune/stage';
import {classificationMetrics} from './classification-metrics.js';
import {confusionMatrixCsv} from './confusion-matrix-csv.js';
import {predictRows} from './predict-rows.js';
import {predictionsTable} from './predictions-table.js';
import {requireFeaturesFit} from './require-features-fit.js';
import {type SplitRows, splitRows} from './split-rows.js';
import {evaluateStage} from './stage.js';
import {type EvaluationReport, summaryTable} from './summary-table.js';

type Context = StageContext<typeof evaluateStage>;

export default implementStage(evaluateStage, async (context) => {
  const {params, inputs, output} = context;
  const tokens = await inputs.tokens.table('tokens');
  const split = splitRows(tokens, params.split);
  const settings = await classifierSettings(inputs.model, split.labelNames);
  const features = inputs.features && (await FeatureRows.open(await inputs.features.path('features')));
  try {
    if (features) requireFeaturesFit(features, tokens.numRows, settings);
    const logitsOf = logitsBy(context, split, features);
    const tuned = await logitsOf('weights');
    const untrained = await logitsOf('untrained');
    const metricsOf = (logits: Float32Array[]) =>
      classificationMetrics(split.labels, logits, split.labelNames);
    const report: EvaluationReport = {
      split: params.split,
      rows: split.rows.length,
      labels: split.labelNames,
      tuned: metricsOf(tuned),
      untrained: metricsOf(untrained),
    };
    await output.writeTable('predictions', predictionsTable(split, params.split, tuned));
    await output.writeText('metrics', `${JSON.stringify(report, null, 2)}\n`);
    await output.writeText(
      'confusionMatrix',
      confusionMatrixCsv(report.tuned.confusionMatrix, report.labels),
    );
    await output.writeText('summary', summaryTable(report));
  } finally {
    features?.close();
  }
});

/** Gives a function that computes all rows' logits [rows][classes] with the tensors of one of the model's files. */
function logitsBy({inputs, emit}: Context, {labelNames, rows, inputIds}: SplitRows, features?: FeatureRows) {
  const total = 2 * rows.length;
  let done = 0;
  const onRows = (count: number) => {
    done += count;
    emit({kind: 'progress', done, total, unit: 'rows'});
  };
  return async (tensors: 'weights' | 'untrained'): Promise<Float32Array[]> => {
    const classifier = await loadClassifier({
      checkpoint: {
        config: await inputs.checkpoint.path('config'),
        weights: await inputs.checkpoint.path('weights'),
      },
      labels: labelNames,
      tuned: {weights: await inputs.model.path(tensors)},
    });
    const compute = (start: number, end: number) =>
      features
        ? classifier.logitsFromFeatures(features, [...rows.subarray(start, end)])
        : classifier.logits(inputIds.slice(start, end));
    try {
      return await predictRows(rows.length, compute, onRows);
    } finally {
      classifier.dispose();
    }
  };
}
