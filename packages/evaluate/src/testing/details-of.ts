import type {EvaluationDetails} from '@retune/artifacts';
import {logitRows} from '@retune/metrics';
import {calibration} from '../calibration.js';
import type {JudgedClassifier} from '../classifier-details.js';
import {evaluationDetails} from '../evaluation-details.js';
import {evaluateParams} from '../params.js';
import {scoredClassifiers} from '../scored-classifiers.js';
import type {TrainingRun} from '../training-advice.js';

/** Details of classifiers on rows of the two labels bad and good, all in the test split, nothing else known. */
export function detailsOf(
  labels: number[],
  classifiers: readonly [JudgedClassifier & {name: 'tuned' | 'ready'}, ...JudgedClassifier[]],
  {training, ...given}: {bootstrapSamples?: number; training?: TrainingRun} = {},
): EvaluationDetails {
  const tokens = {
    labelNames: ['bad', 'good'],
    splits: labels.map(() => 'test'),
    labels: Int32Array.from(labels),
    inputIds: labels.map((_, row) => Int32Array.of(2, row, 3)),
    truncated: labels.map(() => false),
  };
  const params = evaluateParams.parse(given);
  const judged = {labels: tokens.labels, logits: classifiers[0].logits};
  return evaluationDetails(
    {
      tokens,
      rows: Int32Array.from(labels.keys()),
      classifiers: scoredClassifiers(tokens.labels, classifiers, params),
      calibration: calibration(judged, {labels: new Int32Array(), logits: logitRows([], 2)}),
      errors: [],
      training,
    },
    params,
  );
}
