import {type ArtifactReader, StageError} from '@retune/stage';
import {z} from 'zod';
import type {evaluation} from './evaluation.js';
import {trainingAdvice} from './training-advice.js';

/** Metrics of a classifier by name, in the order in which they are shown. */
export const METRIC_NAMES = [
  'accuracy',
  'balancedAccuracy',
  'precisionWeighted',
  'recallWeighted',
  'f1Weighted',
  'precisionMacro',
  'recallMacro',
  'f1Macro',
  'precisionMicro',
  'recallMicro',
  'f1Micro',
  'aucMacro',
  'aucWeighted',
  'averagePrecisionMacro',
  'averagePrecisionWeighted',
  'logLoss',
  'matthews',
  'cohenKappa',
  'top2Accuracy',
  'top3Accuracy',
  'expectedCalibrationError',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** Metrics that have an interval, and a difference between two classifiers. */
export const HEADLINE_METRICS = [
  'accuracy',
  'balancedAccuracy',
  'precisionWeighted',
  'recallWeighted',
  'f1Weighted',
  'f1Macro',
  'aucMacro',
  'logLoss',
  'matthews',
] as const satisfies readonly MetricName[];
export type HeadlineMetric = (typeof HEADLINE_METRICS)[number];

/** The judged classifier is `tuned`, or `ready` where a checkpoint's own head is judged; the rest are baselines. */
export const CLASSIFIER_NAMES = ['tuned', 'ready', 'untrained', 'majority', 'bagOfWords'] as const;
export type ClassifierName = (typeof CLASSIFIER_NAMES)[number];

const rows = z.int().min(0);
const labelId = z.int().min(0);
/** Null where there is no value; the classifier's notes say why. */
const score = z.number().nullable();

const interval = z.object({low: z.number(), high: z.number()});
/** The middle 95 % of a metric over bootstrap samples. Null where the metric has no value, or without samples. */
const bootstrapInterval = interval.nullable();

const classDetails = z.object({
  label: z.string(),
  /** Rows of this label, and rows predicted as it. */
  support: rows,
  predicted: rows,
  precision: score,
  recall: score,
  f1: score,
  auc: score,
  averagePrecision: score,
  intervals: z.object({precision: bootstrapInterval, recall: bootstrapInterval, f1: bootstrapInterval}),
});

const classifierDetails = z.object({
  name: z.enum(CLASSIFIER_NAMES),
  metrics: z.record(z.enum(METRIC_NAMES), score),
  intervals: z.record(z.enum(HEADLINE_METRICS), bootstrapInterval),
  /** By label id. */
  perClass: z.array(classDetails),
  /** [true class][predicted class] counts. */
  confusionMatrix: z.array(z.array(rows)),
  /** Why a metric, such as `aucMacro` or `perClass.joy.precision`, is null or a convention. */
  notes: z.array(z.object({metric: z.string(), value: score, reason: z.string()})),
});

/** How two classifiers differ on the same rows. */
const comparison = z.object({
  first: z.string(),
  second: z.string(),
  rows,
  /** Values of the first less those of the second, with the interval of a paired bootstrap. */
  differences: z.record(z.enum(HEADLINE_METRICS), z.object({difference: score, interval: bootstrapInterval})),
  /** McNemar's exact test on the rows that only one of the two has right; two-sided. */
  mcnemar: z.object({onlyFirst: rows, onlySecond: rows, pValue: z.number().min(0).max(1)}),
  /** Whether the first is more often right: `better` or `worse` where McNemar's p is below 0.05. */
  verdict: z.enum(['better', 'worse', 'undecided']),
});

const reliability = z.object({
  expectedCalibrationError: z.number(),
  maximumCalibrationError: z.number(),
  logLoss: z.number(),
  /** Bins of equal width by the predicted class's probability, from above `from` to `to`; null in empty ones. */
  bins: z.array(z.object({from: z.number(), to: z.number(), rows, meanConfidence: score, accuracy: score})),
});

const calibration = z.object({
  asPredicted: reliability,
  /** Logits divided by it give calibrated probabilities; null where it could not be fitted, with the reason. */
  temperature: z.number().positive().nullable(),
  reason: z.string().nullable(),
  /** Rows of the validation split that it was fitted on. */
  fittedOnRows: rows,
  /** Where the judged split is validation itself, these are the rows of the fit. */
  withTemperature: reliability.nullable(),
});

/** Rows of the judged split that have something in common. */
const slice = z.object({
  by: z.enum(['length', 'label', 'truncated']),
  /** Such as `1 to 12 tokens`, `joy`, `truncated`. */
  name: z.string(),
  /** Of a slice by length: fewest and most tokens, both included. */
  tokens: z.object({from: rows, to: rows}).nullable(),
  /** Of a slice by label. */
  label: labelId.nullable(),
  rows,
  accuracy: score,
  /** Wilson's 95 % interval of the accuracy. */
  interval: interval.nullable(),
});

const evaluationDetails = z.object({
  split: z.enum(['train', 'validation', 'test']),
  rows,
  /** By id. */
  labels: z.array(z.string()),
  /** Name of the judged classifier. */
  judged: z.enum(['tuned', 'ready']),
  bootstrapSamples: rows,
  /** The judged one first, then the baselines. */
  classifiers: z.array(classifierDetails).min(1),
  /** The judged classifier against each baseline. */
  comparisons: z.array(comparison),
  /** What to try, the likeliest to help first; none where a tuned classifier beats bag of words, or none was trained. */
  advice: z.array(trainingAdvice),
  calibration,
  slices: z.array(slice),
  /** Pairs of classes by the number of rows confused, most first. */
  confusedPairs: z.array(
    z.object({label: labelId, predicted: labelId, rows, shareOfLabel: z.number().min(0).max(1)}),
  ),
  /** Rows of errors.arrow of the judged split, by kind; a row may be of several. */
  errors: z.object({
    wrong: rows,
    likelyWrongLabels: rows,
    duplicatesAcrossSplits: rows,
    truncated: rows,
  }),
});

/** What `evaluation.json` holds. */
export type EvaluationDetails = z.output<typeof evaluationDetails>;
export type ClassifierDetails = z.output<typeof classifierDetails>;
export type ClassDetails = z.output<typeof classDetails>;
export type ClassifierComparison = z.output<typeof comparison>;
export type Calibration = z.output<typeof calibration>;
export type Reliability = z.output<typeof reliability>;
export type EvaluationSlice = z.output<typeof slice>;
export type Interval = z.output<typeof interval>;

/**
 * What `metrics.json` holds: numbers in nested objects, for jq, DVC and the like; a metric without a value is
 * null. Each classifier that was judged stands under its name.
 */
export type EvaluationMetrics = {split: string; rows: number; temperature: number | null} & {
  [Name in ClassifierName]?: Record<MetricName, number | null>;
};

/** Reads `evaluation.json`. Throws {@link StageError} where it does not hold what this version expects. */
export async function readEvaluationDetails(
  reader: ArtifactReader<typeof evaluation>,
): Promise<EvaluationDetails> {
  const result = evaluationDetails.safeParse(JSON.parse(await reader.text('details')));
  if (result.success) return result.data;
  throw new StageError(
    result.error.issues.map((issue) => ({
      where: 'evaluation.json of evaluation',
      what: `${issue.path.join('.') || 'the whole file'}: ${issue.message}`,
      mend: 'It was made by another version of its stage; make the artifact again.',
    })),
  );
}
