import {
  type ClassDetails,
  type ClassifierDetails,
  type ClassifierName,
  type EvaluationDetails,
  HEADLINE_METRICS,
  type Interval,
  METRIC_NAMES,
  type MetricName,
} from '@retune/artifacts';
import {wilsonInterval} from '@retune/metrics';

/** What no confusion matrix tells. */
export interface ToldMetrics {
  aucMacro: number | null;
  logLoss: number;
}

/** An evaluation whose classifiers have these confusion matrices, true labels by row; the first one is judged. */
export function sampleEvaluation(
  labels: readonly string[],
  classifiers: readonly {name: ClassifierName; matrix: number[][]; told: ToldMetrics}[],
): EvaluationDetails {
  const details = classifiers.map(({name, matrix, told}) => sampleClassifier(name, {labels, matrix, told}));
  const [judged] = details as [ClassifierDetails];
  const rows = sum(judged.confusionMatrix.map(sum));
  return {
    split: 'test',
    rows,
    labels: [...labels],
    judged: 'tuned',
    bootstrapSamples: 1000,
    classifiers: details,
    advice: [],
    comparisons: details.slice(1).map((baseline) => sampleComparison(judged, baseline, rows)),
    calibration: sampleCalibration(rows),
    slices: judged.perClass.map(({label, support, recall}, id) => ({
      by: 'label',
      name: label,
      tokens: null,
      label: id,
      rows: support,
      accuracy: recall,
      interval: support === 0 ? null : wilsonInterval(Math.round((recall ?? 0) * support), support),
    })),
    confusedPairs: sampleConfusedPairs(judged.confusionMatrix),
    errors: {
      wrong: rows - sum(judged.confusionMatrix.map((counts, id) => counts[id] ?? 0)),
      likelyWrongLabels: 0,
      duplicatesAcrossSplits: 0,
      truncated: 0,
    },
  };
}

function sampleConfusedPairs(matrix: readonly (readonly number[])[]): EvaluationDetails['confusedPairs'] {
  return matrix
    .flatMap((counts, label) =>
      counts.map((rows, predicted) => ({label, predicted, rows, shareOfLabel: rows / sum(counts)})),
    )
    .filter(({label, predicted, rows}) => label !== predicted && rows > 0)
    .sort((a, b) => b.rows - a.rows);
}

function sampleClassifier(
  name: ClassifierName,
  {labels, matrix, told}: {labels: readonly string[]; matrix: number[][]; told: ToldMetrics},
): ClassifierDetails {
  const rows = sum(matrix.map(sum));
  const perClass = labels.map((label, id) => sampleClass(label, {id, matrix, aucMacro: told.aucMacro}));
  const mean = (weight: (support: number) => number, key: 'precision' | 'recall' | 'f1') =>
    sum(perClass.map((scores) => (scores[key] ?? 0) * weight(scores.support)));
  const [weighted, plain] = [(support: number) => support / rows, () => 1 / labels.length];
  const known: Partial<Record<MetricName, number | null>> = {
    accuracy: sum(matrix.map((counts, id) => counts[id] ?? 0)) / rows,
    balancedAccuracy: mean(plain, 'recall'),
    precisionWeighted: mean(weighted, 'precision'),
    recallWeighted: mean(weighted, 'recall'),
    f1Weighted: mean(weighted, 'f1'),
    f1Macro: mean(plain, 'f1'),
    ...told,
  };
  const metrics = Object.fromEntries(
    METRIC_NAMES.map((metric) => [metric, metric in known ? known[metric] : 0.66]),
  ) as ClassifierDetails['metrics'];
  return {
    name,
    metrics,
    intervals: Object.fromEntries(
      HEADLINE_METRICS.map((metric) => [metric, around(metrics[metric], 0.019)]),
    ) as ClassifierDetails['intervals'],
    perClass,
    confusionMatrix: matrix,
    notes: perClass.flatMap(({label, predicted}) =>
      predicted > 0
        ? []
        : [{metric: `perClass.${label}.precision`, value: 0, reason: `no row is predicted as "${label}"`}],
    ),
  };
}

function sampleClass(
  label: string,
  {id, matrix, aucMacro}: {id: number; matrix: number[][]; aucMacro: number | null},
): ClassDetails {
  const counts = matrix[id] ?? [];
  const hits = counts[id] ?? 0;
  const [support, predicted] = [sum(counts), sum(matrix.map((row) => row[id] ?? 0))];
  const scores = {
    precision: predicted === 0 ? 0 : hits / predicted,
    recall: support === 0 ? 0 : hits / support,
    f1: support + predicted === 0 ? 0 : (2 * hits) / (support + predicted),
  };
  const auc = aucMacro === null ? null : Math.min(1, aucMacro + (id - 2) / 60);
  return {
    label,
    support,
    predicted,
    ...scores,
    auc,
    averagePrecision: auc && auc - 0.1,
    intervals: {
      precision: around(scores.precision, 0.05),
      recall: around(scores.recall, 0.05),
      f1: around(scores.f1, 0.04),
    },
  };
}

function sampleComparison(
  judged: ClassifierDetails,
  baseline: ClassifierDetails,
  rows: number,
): EvaluationDetails['comparisons'][number] {
  const gain = (judged.metrics.accuracy ?? 0) - (baseline.metrics.accuracy ?? 0);
  const differences = HEADLINE_METRICS.map((metric) => {
    const [one, other] = [judged.metrics[metric], baseline.metrics[metric]];
    const difference = one === null || other === null ? null : one - other;
    return [metric, {difference, interval: around(difference, 0.02)}];
  });
  return {
    first: judged.name,
    second: baseline.name,
    rows,
    differences: Object.fromEntries(differences) as EvaluationDetails['comparisons'][number]['differences'],
    mcnemar: {onlyFirst: 60, onlySecond: Math.round(60 - gain * 50), pValue: gain === 0 ? 0.62 : 1e-9},
    verdict: gain === 0 ? 'undecided' : gain > 0 ? 'better' : 'worse',
  };
}

function sampleCalibration(rows: number): EvaluationDetails['calibration'] {
  const reliability = (gap: number): EvaluationDetails['calibration']['asPredicted'] => ({
    expectedCalibrationError: gap,
    maximumCalibrationError: gap * 2,
    logLoss: 0.7 + gap,
    bins: Array.from({length: 15}, (_, bin) => {
      const [from, to] = [bin / 15, (bin + 1) / 15];
      const empty = bin < 3;
      const meanConfidence = empty ? null : (from + to) / 2;
      const accuracy = meanConfidence && Math.max(0, meanConfidence - gap);
      return {from, to, rows: empty ? 0 : Math.round((rows * bin) / 102), meanConfidence, accuracy};
    }),
  });
  return {
    asPredicted: reliability(0.06),
    temperature: 1.21,
    reason: null,
    fittedOnRows: 2000,
    withTemperature: reliability(0.01),
  };
}

function around(value: number | null, margin: number): Interval | null {
  return value === null ? null : {low: value - margin, high: value + margin};
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
