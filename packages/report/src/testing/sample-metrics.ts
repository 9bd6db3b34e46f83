import type {ClassificationMetrics} from '../evaluation-metrics.js';

/** Metrics of a confusion matrix, true labels by row; what no matrix tells (AUC, log loss) is given. */
export function sampleMetrics(
  matrix: number[][],
  labels: readonly string[],
  {aucMacro, logLoss}: {aucMacro: number | null; logLoss: number},
): ClassificationMetrics {
  const total = sum(matrix.map(sum));
  const perClass = matrix.map((counts, id) => {
    const hits = counts[id] ?? 0;
    const [support, predicted] = [sum(counts), sum(matrix.map((row) => row[id] ?? 0))];
    return {
      label: labels[id] ?? '',
      precision: predicted === 0 ? 0 : hits / predicted,
      recall: support === 0 ? 0 : hits / support,
      f1: support + predicted === 0 ? 0 : (2 * hits) / (support + predicted),
      support,
      auc: aucMacro === null ? null : Math.min(1, aucMacro + (id - 2) / 60),
    };
  });
  const mean = (weight: (support: number) => number, key: 'precision' | 'recall' | 'f1') =>
    sum(perClass.map((scores) => scores[key] * weight(scores.support)));
  const [weighted, plain] = [(support: number) => support / total, () => 1 / labels.length];
  return {
    accuracy: sum(matrix.map((counts, id) => counts[id] ?? 0)) / total,
    balancedAccuracy: mean(plain, 'recall'),
    precisionWeighted: mean(weighted, 'precision'),
    recallWeighted: mean(weighted, 'recall'),
    f1Weighted: mean(weighted, 'f1'),
    f1Macro: mean(plain, 'f1'),
    aucMacro,
    logLoss,
    matthews: 0.66,
    confusionMatrix: matrix,
    perClass,
    notes: perClass.flatMap(({label}, id) =>
      sum(matrix.map((row) => row[id] ?? 0)) > 0
        ? []
        : [{metric: `perClass.${label}.precision`, reason: `no row is predicted as "${label}"`}],
    ),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
