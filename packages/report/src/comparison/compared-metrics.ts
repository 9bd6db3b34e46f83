import type {HeadlineMetric} from '@retune/artifacts';

/** Metrics of the table of runs, in its order. */
export const COMPARED_METRICS: HeadlineMetric[] = [
  'accuracy',
  'f1Weighted',
  'f1Macro',
  'aucMacro',
  'matthews',
  'logLoss',
];

/** The metric of the pictures and of the verdict: the one that the paired test is about. */
export const MAIN_METRIC: HeadlineMetric = 'accuracy';
