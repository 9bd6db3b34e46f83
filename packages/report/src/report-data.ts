import type {EvaluationDetails} from '@retune/artifacts';
import type {Explanation, LabelWord} from '@retune/page';
import type {ArtifactOrigin} from './artifact-origin.js';
import type {ListedRow} from './listed-rows.js';

/** All that the page of one classifier shows, as plain values. */
export interface ReportData {
  title: string;
  /** A label's id is its place here. */
  labels: string[];
  dataset: DatasetSummary;
  lengths: LengthSummary | undefined;
  /** Undefined where no model is wired: a ready classifier is judged. */
  training: TrainingSummary | undefined;
  evaluation: EvaluationDetails;
  rows: ListedRows;
  explanations: Explanation[];
  /** [labels] what words do over a sample, the strongest first; empty lists without a sample. */
  words: LabelWord[][];
  origins: ArtifactOrigin[];
}

export interface ListedRows {
  listed: ListedRow[];
  /** Rows that deserve a look, listed or not. */
  total: number;
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
  /** Undefined where the tokens do not tell. */
  maxLength: number | undefined;
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
