import type {LogitRows} from '@retune/metrics';
import {implementStage, type StageContext} from '@retune/stage';
import {type LearningBaselines, startBaselines} from './baselines.js';
import {calibration} from './calibration.js';
import {confusionMatrixCsv} from './confusion-matrix-csv.js';
import {errorRows} from './error-rows.js';
import {errorsTable} from './errors-table.js';
import {evaluationDetails} from './evaluation-details.js';
import {metricsText} from './metrics-text.js';
import {predictionsTable} from './predictions-table.js';
import {scoredClassifiers} from './scored-classifiers.js';
import {scoresText} from './scores-text.js';
import {evaluateStage} from './stage.js';
import {summaryText} from './summary-text.js';
import {judgedRows, labelsOfRows, rowsOf, type TokenRows, tokenRows} from './token-rows.js';
import {trainingRun} from './training-run.js';

export default implementStage(evaluateStage, async (context) => {
  const {params, inputs} = context;
  const tokens = tokenRows(await inputs.tokens.table('tokens'));
  const rows = judgedRows(tokens, params.split);
  const learning = startBaselines(await inputs.tokens.path('tokens'), params);
  try {
    await evaluate(context, {tokens, rows, learning});
  } finally {
    await learning.end();
  }
});

interface Beginnings {
  tokens: TokenRows;
  /** Of the judged split. */
  rows: Int32Array;
  learning: LearningBaselines;
}

async function evaluate(
  context: StageContext<typeof evaluateStage>,
  {tokens, rows, learning}: Beginnings,
): Promise<void> {
  const {params, inputs, output, emit} = context;
  const {split} = params;
  const validation = split === 'validation' ? new Int32Array() : rowsOf(tokens, 'validation');
  const predicted = joined(rows, validation);
  // TensorFlow is loaded here, while large files are verified and the baselines learn.
  const [{predictAll}] = await Promise.all([
    import('./predict-all.js'),
    inputs.features?.path('features'),
    inputs.checkpoint.path('weights'),
  ]);
  const {name, logits, untrained} = await predictAll(context, tokens, {predicted, judged: rows});

  const judged = {labels: labelsOfRows(tokens, rows), logits: part(logits, 0, rows.length)};
  const held = {
    labels: labelsOfRows(tokens, validation),
    logits: part(logits, rows.length, validation.length),
  };
  const scored = scoredClassifiers(judged.labels, [{name, logits: judged.logits}, ...untrained], params);
  const learned = await learning.classifiers;
  if (learned.length === 0)
    emit({kind: 'note', message: 'without train rows there is no baseline that learns from them'});
  const training =
    inputs.model &&
    (await trainingRun(inputs.model, tokens.labelNames, {hasFeatures: inputs.features !== undefined}));
  const errors = errorRows(tokens, {rows: predicted, logits});
  const details = evaluationDetails(
    {
      tokens,
      rows,
      classifiers: [...scored, ...learned],
      calibration: calibration(judged, split === 'validation' ? judged : held),
      errors,
      training,
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
  await output.writeText('scores', scoresText(details));
  await output.writeText('summary', summaryText(details));
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
