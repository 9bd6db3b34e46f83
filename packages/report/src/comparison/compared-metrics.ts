import type {HeadlineMetric} from '@retune/artifacts';

/** The metric of the pictures and of the verdict: the one that the paired test is about. */
export const MAIN_METRIC: HeadlineMetric = 'accuracy';

/** The other metrics of the table of runs, in its order. */
export const OTHER_METRICS: HeadlineMetric[] = ['f1Weighted', 'f1Macro', 'aucMacro', 'logLoss'];
