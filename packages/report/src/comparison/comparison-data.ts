import type {ClassifierComparison, EvaluationDetails} from '@retune/artifacts';
import type {ArtifactOrigin} from '../artifact-origin.js';

/** All that the page of several classifiers shows. They were judged on the same rows. */
export interface ComparisonData {
  title: string;
  split: string;
  rows: number;
  labels: string[];
  /** Names of the params that set the runs apart, as `stage.param`; empty where nothing but the stage does. */
  params: string[];
  /** At least two, in the order of the pipeline. */
  runs: ComparedRun[];
  bootstrapSamples: number;
}

export interface ComparedRun {
  /** Place among the runs, from 1. */
  number: number;
  /** The stage that judged it. */
  from: string;
  /** By the names of `params`; undefined where the run does not have one. */
  values: Record<string, unknown>;
  evaluation: EvaluationDetails;
  /** Against the first run; undefined of the first itself. */
  againstFirst: ClassifierComparison | undefined;
  origin: ArtifactOrigin;
}
