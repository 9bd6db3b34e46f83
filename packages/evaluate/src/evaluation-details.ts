import type {Calibration, ClassifierComparison, EvaluationDetails} from '@retune/artifacts';
import {compareScored, predictedClasses} from '@retune/metrics';
import {classifierDetails} from './classifier-details.js';
import {confusedPairs} from './confused-pairs.js';
import type {ErrorRow} from './error-rows.js';
import type {EvaluateParams} from './params.js';
import type {ScoredClassifier} from './scored-classifiers.js';
import {slices} from './slices.js';
import {labelsOfRows, type TokenRows} from './token-rows.js';
import {type TrainingRun, trainingAdvice} from './training-advice.js';

/** What an evaluation found, before it is put into words and numbers. */
export interface Findings {
  tokens: TokenRows;
  /** Rows of the judged split, places in the tokens. */
  rows: Int32Array;
  /** The judged one first, then the baselines; logits of `rows`. */
  classifiers: readonly [ScoredClassifier & {name: 'tuned' | 'ready'}, ...ScoredClassifier[]];
  calibration: Calibration;
  errors: readonly ErrorRow[];
  /** Of the judged classifier; undefined where none was trained. */
  training: TrainingRun | undefined;
}

/** What `evaluation.json` holds. */
export function evaluationDetails(
  {tokens, rows, classifiers, calibration, errors, training}: Findings,
  {split, bootstrapSamples}: EvaluateParams,
): EvaluationDetails {
  const {labelNames} = tokens;
  const [judged, ...baselines] = classifiers;
  const labels = labelsOfRows(tokens, rows);
  const details = classifiers.map((classifier) => classifierDetails(classifier, {labels, labelNames}));
  const predicted = predictedClasses(judged.logits);
  const comparisons = baselines.map((baseline) =>
    compareScored(labels, [judged, baseline], [judged.bootstrap, baseline.bootstrap]),
  );
  return {
    split,
    rows: rows.length,
    labels: labelNames,
    judged: judged.name,
    bootstrapSamples,
    classifiers: details,
    comparisons,
    advice: training && isNoBetter(comparisons, details[0]?.metrics.accuracy) ? trainingAdvice(training) : [],
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

/** Whether it is not proven better than bag of words, though there are rows left to get right. */
function isNoBetter(
  comparisons: readonly ClassifierComparison[],
  accuracy: number | null | undefined,
): boolean {
  const isBaseline = ({second}: ClassifierComparison) => second === 'bagOfWords';
  return accuracy !== 1 && comparisons.some((one) => isBaseline(one) && one.verdict !== 'better');
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
