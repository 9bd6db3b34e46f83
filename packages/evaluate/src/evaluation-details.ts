import type {Calibration, EvaluationDetails} from '@retune/artifacts';
import {compareScored, predictedClasses} from '@retune/metrics';
import {classifierDetails} from './classifier-details.js';
import {confusedPairs} from './confused-pairs.js';
import type {ErrorRow} from './error-rows.js';
import type {EvaluateParams} from './params.js';
import type {ScoredClassifier} from './scored-classifiers.js';
import {slices} from './slices.js';
import {labelsOfRows, type TokenRows} from './token-rows.js';

/** What an evaluation found, before it is put into words and numbers. */
export interface Findings {
  tokens: TokenRows;
  /** Rows of the judged split, places in the tokens. */
  rows: Int32Array;
  /** The judged one first, then the baselines; logits of `rows`. */
  classifiers: readonly [ScoredClassifier & {name: 'tuned' | 'ready'}, ...ScoredClassifier[]];
  calibration: Calibration;
  errors: readonly ErrorRow[];
}

/** What `evaluation.json` holds. */
export function evaluationDetails(
  {tokens, rows, classifiers, calibration, errors}: Findings,
  {split, bootstrapSamples}: EvaluateParams,
): EvaluationDetails {
  const {labelNames} = tokens;
  const [judged, ...baselines] = classifiers;
  const labels = labelsOfRows(tokens, rows);
  const details = classifiers.map((classifier) => classifierDetails(classifier, {labels, labelNames}));
  const predicted = predictedClasses(judged.logits);
  return {
    split,
    rows: rows.length,
    labels: labelNames,
    judged: judged.name,
    bootstrapSamples,
    classifiers: details,
    comparisons: baselines.map((baseline) =>
      compareScored(labels, [judged, baseline], [judged.bootstrap, baseline.bootstrap]),
    ),
    calibration,
    slices: slices(
      {
        labels,
        tokens: rows.map((row) => (tokens.inputIds[row] as Int32Array).length),
        truncated: Array.from(rows, (row) => tokens.truncated[row] === true),
        right: Array.from(labels, (label, i) => label === predicted[i]),
      },
      labelNames,
    ),
    confusedPairs: confusedPairs(details[0]?.confusionMatrix ?? []),
    errors: errorCounts(errors.filter((row) => row.split === split)),
  };
}

function errorCounts(errors: readonly ErrorRow[]): EvaluationDetails['errors'] {
  const count = (belongs: (row: ErrorRow) => boolean) => errors.filter(belongs).length;
  return {
    wrong: count(({wrong}) => wrong),
    likelyWrongLabels: count(({suggestedLabel}) => suggestedLabel !== null),
    duplicatesAcrossSplits: count(({duplicateRow}) => duplicateRow !== null),
    truncated: count(({truncated}) => truncated),
  };
}
