import type {MetricName} from '@retune/artifacts';

/** How a metric is called, and which of its values are good. */
export interface MetricWords {
  name: string;
  /** What it counts, in few words. */
  doc: string;
  /** Whether a larger value is a better one. */
  moreIsBetter: boolean;
}

const up = (name: string, doc: string): MetricWords => ({name, doc, moreIsBetter: true});
const down = (name: string, doc: string): MetricWords => ({name, doc, moreIsBetter: false});

export const METRIC_WORDS: Record<MetricName, MetricWords> = {
  accuracy: up('Accuracy', 'correct of all'),
  balancedAccuracy: up('Balanced accuracy', 'mean recall of the labels'),
  precisionWeighted: up('Precision', 'weighted by support'),
  recallWeighted: up('Recall', 'weighted by support'),
  f1Weighted: up('F1', 'weighted by support'),
  precisionMacro: up('Macro precision', 'plain mean of the labels'),
  recallMacro: up('Macro recall', 'plain mean of the labels'),
  f1Macro: up('Macro F1', 'plain mean of the labels'),
  precisionMicro: up('Micro precision', 'over all decisions'),
  recallMicro: up('Micro recall', 'over all decisions'),
  f1Micro: up('Micro F1', 'over all decisions'),
  aucMacro: up('AUC', 'one label against the rest, plain mean'),
  aucWeighted: up('Weighted AUC', 'one label against the rest, by support'),
  averagePrecisionMacro: up('Average precision', 'plain mean of the labels'),
  averagePrecisionWeighted: up('Weighted average precision', 'by support'),
  logLoss: down('Log loss', 'nats; less is better'),
  matthews: up('Matthews correlation', '\u22121 to 1'),
  cohenKappa: up('Cohen\u2019s kappa', '\u22121 to 1'),
  top2Accuracy: up('Top-2 accuracy', 'label among the two most probable'),
  top3Accuracy: up('Top-3 accuracy', 'label among the three most probable'),
  expectedCalibrationError: down('Calibration error', 'expected; less is better'),
};
