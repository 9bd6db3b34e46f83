import type {Explanation, LabelWord} from '@retune/page';
import type {EvaluationMetrics} from './evaluation-metrics.js';

/** All that the page shows, as plain values. */
export interface ReportData {
  title: string;
  /** A label's id is its place here. */
  labels: string[];
  dataset: DatasetSummary;
  lengths: LengthSummary | undefined;
  training: TrainingSummary;
  evaluation: EvaluationMetrics;
  /** Most confident first. */
  mistakes: Mistake[];
  explanations: Explanation[];
  /** [labels] what words do over a sample of texts, the strongest first. */
  explainedWords: LabelWord[][];
  origins: ArtifactOrigin[];
}

export interface DatasetSummary {
  splits: SplitSummary[];
  /** Reason to number of refused lines, most frequent first. */
  rejected: {reason: string; lines: number}[];
}

export interface SplitSummary {
  split: string;
  rows: number;
  /** Rows of each label, by id. */
  rowsByLabel: number[];
}

/** Lengths of the tokenized texts, special tokens included. */
export interface LengthSummary {
  rows: number;
  /** Rows that were cut at `maxLength` tokens. */
  truncated: number;
  maxLength: number;
  median: number;
  percentile95: number;
  longest: number;
  /** Rows with `from` to `to` tokens, both included; the bins adjoin and have equal width. */
  bins: {from: number; to: number; rows: number}[];
}

export interface TrainingSummary {
  architecture: string;
  /** The embeddings and this many layers were not trained; with `none` everything was. */
  frozenLayers: number | 'none';
  bestStep: number;
  history: HistoryRow[];
}

export interface HistoryRow {
  step: number;
  epoch: number;
  learningRate: number;
  trainLoss: number;
  gradientNorm: number;
  /** Null where the row is no evaluation. */
  validationLoss: number | null;
  validationAccuracy: number | null;
  validationF1: number | null;
}

export interface Mistake {
  text: string;
  label: string;
  predicted: string;
  /** Of the predicted class, 0 to 1. */
  probability: number;
}

/** Where an artifact comes from, out of its manifest. */
export interface ArtifactOrigin {
  port: string;
  stage: string;
  params: Record<string, unknown>;
  versions: Record<string, string>;
  files: {path: string; bytes: number; sha256: string}[];
}
