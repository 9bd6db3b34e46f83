import type {EvaluationDetails, HeadlineMetric} from '@retune/artifacts';

/** By how the terminal calls them. */
const SCORES: Record<string, HeadlineMetric> = {
  accuracy: 'accuracy',
  'F1 (weighted)': 'f1Weighted',
  'F1 (macro)': 'f1Macro',
  'log loss': 'logLoss',
};

/** The text of `scores.json`: what sets the judged classifiers of a sweep apart. */
export function scoresText({classifiers: [judged]}: EvaluationDetails): string {
  const scores = Object.entries(SCORES).map(([title, metric]) => [title, judged?.metrics[metric] ?? null]);
  return `${JSON.stringify(Object.fromEntries(scores), null, 2)}\n`;
}
