import {FeatureRows} from '@retune/encoder';
import type {LogitRows} from '@retune/metrics';
import {implementStage, type StageContext} from '@retune/stage';
import {baselines} from './baselines.js';
import {calibration} from './calibration.js';
import type {JudgedClassifier} from './classifier-details.js';
import {confusionMatrixCsv} from './confusion-matrix-csv.js';
import {errorRows} from './error-rows.js';
import {errorsTable} from './errors-table.js';
import {evaluationDetails} from './evaluation-details.js';
import {type JudgedWeights, judgedWeights} from './judged-weights.js';
import {metricsText} from './metrics-text.js';
import {predictRows} from './predict-rows.js';
import {predictionsTable} from './predictions-table.js';
import {rowLogits} from './row-logits.js';
import {evaluateStage} from './stage.js';
import {summaryText} from './summary-text.js';
import {judgedRows, rowsOf, type TokenRows, tokenRows} from './token-rows.js';

type Context = StageContext<typeof evaluateStage>;

export default implementStage(evaluateStage, async (context) => {
  const {params, inputs, output, emit} = context;
  const {split} = params;
  const tokens = tokenRows(await inputs.tokens.table('tokens'));
  const rows = judgedRows(tokens, split);
  const validation = split === 'validation' ? new Int32Array() : rowsOf(tokens, 'validation');
  const {name, logits, untrained} = await predictAll(context, tokens, {rows, validation});
  const learned = baselines(tokens, rows);
  if (learned.length === 0)
    emit({kind: 'note', message: 'without train rows there is no baseline that learns from them'});

  const labelsOf = (places: Int32Array) => places.map((row) => tokens.labels[row] as number);
  const judged = {labels: labelsOf(rows), logits: part(logits, 0, rows.length)};
  const held = {labels: labelsOf(validation), logits: part(logits, rows.length, validation.length)};
  const errors = errorRows(tokens, {rows: joined(rows, validation), logits});
  const details = evaluationDetails(
    {
      tokens,
      rows,
      classifiers: [{name, logits: judged.logits}, ...untrained, ...learned],
      calibration: calibration(judged, split === 'validation' ? judged : held),
      errors,
    },
    params,
  );
  await output.writeTable(
    'predictions',
    predictionsTable({split, labelNames: tokens.labelNames, rows, ...judged}),
  );
  await output.writeTable('errors', errorsTable(errors, tokens.labelNames));
  await output.writeText('metrics', metricsText(details));
  await output.writeText('details', `${JSON.stringify(details, null, 1)}\n`);
  await output.writeText(
    'confusionMatrix',
    confusionMatrixCsv(details.classifiers[0]?.confusionMatrix ?? [], tokens.labelNames),
  );
  await output.writeText('summary', summaryText(details));
});

/** Logits of the judged classifier, of the judged rows and then of validation; and of the untrained one, if any. */
async function predictAll(
  {inputs, emit}: Context,
  tokens: TokenRows,
  {rows, validation}: {rows: Int32Array; validation: Int32Array},
): Promise<{name: JudgedWeights['name']; logits: LogitRows; untrained: JudgedClassifier[]}> {
  const features = inputs.features && (await FeatureRows.open(await inputs.features.path('features')));
  try {
    const {name, judged, untrained} = await judgedWeights(inputs, tokens, features);
    const total = rows.length + validation.length + (untrained ? rows.length : 0);
    let done = 0;
    const predict = async (weights: Awaited<ReturnType<typeof judged>>, places: Int32Array) => {
      const classifier = rowLogits(weights, features ? {features} : tokens, emit);
      try {
        return await predictRows(
          classifier,
          {
            rows: places,
            tokens: (row) => (tokens.inputIds[row] as Int32Array).length,
            classes: tokens.labelNames.length,
            port: name === 'tuned' ? 'model' : 'checkpoint',
          },
          (count) => {
            done += count;
            emit({kind: 'progress', done, total, unit: 'rows'});
          },
        );
      } finally {
        classifier.dispose();
      }
    };
    return {
      name,
      logits: await predict(await judged(), joined(rows, validation)),
      untrained: untrained ? [{name: 'untrained', logits: await predict(await untrained(), rows)}] : [],
    };
  } finally {
    features?.close();
  }
}

function joined(first: Int32Array, second: Int32Array): Int32Array {
  const all = new Int32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** The logits of `count` rows from `start` on. */
function part({classes, values}: LogitRows, start: number, count: number): LogitRows {
  return {classes, values: values.subarray(start * classes, (start + count) * classes)};
}
