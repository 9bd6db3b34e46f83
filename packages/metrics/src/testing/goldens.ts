import {readFileSync} from 'node:fs';

/** What scikit-learn says of one set of rows; see fixtures/goldens/scripts/make_metrics.py. */
export interface GoldenMetrics {
  name: string;
  y_true: number[];
  logits: number[][];
  expected: Record<string, number | null> & {
    per_class: Record<'precision' | 'recall' | 'f1' | 'support', number[]>;
    confusion_matrix: number[][];
    auc_per_class: (number | null)[];
  };
}

/** What other libraries say; see fixtures/goldens/scripts/make_statistics.py. */
export interface GoldenStatistics {
  /** By the name of the set of rows. */
  metrics: Record<string, Record<string, number | null> & {average_precision_per_class: (number | null)[]}>;
  mcnemar: {onlyFirst: number; onlySecond: number; pValue: number}[];
  wilson: {hits: number; rows: number; interval: [number, number]}[];
  /** Rows of ids, of which the first `train` were learned from; probabilities [rows after them][classes]. */
  bagOfWords: {
    classes: number;
    rows: number[][];
    train: number;
    labels: number[];
    probabilities: number[][];
    prior: number[];
    /** The values of the first row, rising. */
    tfIdfOfFirst: number[];
  };
  noisy: {name: string; labels: number[]; logits: number[][]; temperature: number; likelyWrong: number[]}[];
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../fixtures/goldens/metrics/${file}`, import.meta.url), 'utf8'));

export const goldenMetrics = (read('golden.json') as {cases: GoldenMetrics[]}).cases;
export const goldenStatistics = read('statistics.json') as GoldenStatistics;
