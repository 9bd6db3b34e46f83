import type {EvaluationDetails, EvaluationMetrics} from '@retune/artifacts';

/** The text of `metrics.json`. */
export function metricsText({split, rows, calibration, classifiers}: EvaluationDetails): string {
  const metrics: EvaluationMetrics = {
    split,
    rows,
    ...Object.fromEntries(classifiers.map((classifier) => [classifier.name, classifier.metrics])),
    temperature: calibration.temperature,
  };
  return `${JSON.stringify(metrics, null, 2)}\n`;
}
