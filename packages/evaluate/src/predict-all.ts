import {FeatureRows} from '@retune/encoder';
import type {LogitRows} from '@retune/metrics';
import type {StageContext} from '@retune/stage';
import type {JudgedClassifier} from './classifier-details.js';
import {type JudgedWeights, judgedWeights} from './judged-weights.js';
import {predictRows, type RowsToPredict} from './predict-rows.js';
import {rowLogits} from './row-logits.js';
import type {evaluateStage} from './stage.js';
import type {TokenRows} from './token-rows.js';

type Context = StageContext<typeof evaluateStage>;

/** Logits of the judged classifier, of the rows `predicted`; and of the untrained one, if any, of the rows `judged`. */
export async function predictAll(
  {inputs, emit}: Context,
  tokens: TokenRows,
  rows: {predicted: Int32Array; judged: Int32Array},
): Promise<{name: JudgedWeights['name']; logits: LogitRows; untrained: JudgedClassifier[]}> {
  const features = inputs.features && (await FeatureRows.open(await inputs.features.path('features')));
  try {
    const {name, judged, untrained} = await judgedWeights(inputs, tokens, features);
    const total = rows.predicted.length + (untrained ? rows.judged.length : 0);
    let done = 0;
    const predict = async (
      weights: Awaited<ReturnType<typeof judged>>,
      places: Int32Array,
      port: RowsToPredict['port'],
    ) => {
      const classifier = rowLogits(weights, features ? {features} : tokens, emit);
      try {
        return await predictRows(
          classifier,
          {
            rows: places,
            tokens: (row) => (tokens.inputIds[row] as Int32Array).length,
            classes: tokens.labelNames.length,
            port,
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
      logits: await predict(await judged(), rows.predicted, name === 'tuned' ? 'model' : 'checkpoint'),
      untrained: untrained
        ? [{name: 'untrained', logits: await predict(await untrained(), rows.judged, 'checkpoint')}]
        : [],
    };
  } finally {
    features?.close();
  }
}
