export {attributions} from './attributions.js';
export {checkpoint} from './checkpoint.js';
export {type ClassifierSettings, classifierSettings} from './classifier-settings.js';
export {evaluation} from './evaluation.js';
export {
  type Calibration,
  type ClassDetails,
  type ClassifierComparison,
  type ClassifierDetails,
  type ClassifierName,
  type EvaluationDetails,
  type EvaluationMetrics,
  type EvaluationSlice,
  HEADLINE_METRICS,
  type HeadlineMetric,
  type Interval,
  METRIC_NAMES,
  type MetricName,
  type Reliability,
  readEvaluationDetails,
} from './evaluation-details.js';
export {examples} from './examples.js';
export {features} from './features.js';
export {labelsOf} from './labels-of.js';
export {model} from './model.js';
export {page} from './page.js';
export {tokens} from './tokens.js';
export {adviceText, type TrainingAdvice} from './training-advice.js';
