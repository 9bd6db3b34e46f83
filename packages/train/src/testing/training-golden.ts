import {readFileSync} from 'node:fs';
import {goldenPath} from '@retune/encoder/testing';
import type {LearningRateSchedule} from '../learning-rate-schedule.js';
import type {LossOptions} from '../training-program.js';

/** Reference values of transformers, torch and scikit-learn; see fixtures/goldens/scripts/make_training.py. */
export interface TrainingGolden {
  schedules: (LearningRateSchedule & {rates: number[]})[];
  losses: GoldenLoss[];
  /** scikit-learn's balanced weights of three classes. */
  balanced: {labels: number[]; weights: number[]};
}

/** A loss of a batch and its gradient by the logits [batch][classes]. */
export interface GoldenLoss extends LossOptions {
  name: string;
  logits: number[][];
  labels: number[];
  loss: number;
  gradient: number[][];
}

export const trainingGolden = JSON.parse(
  readFileSync(goldenPath('training', 'golden.json'), 'utf8'),
) as TrainingGolden;
