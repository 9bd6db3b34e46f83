import type {Float32Tensor} from '@retune/encoder';
import {StageError} from '@retune/stage';
import type {StepResult} from './step-executor.js';

/** A step and its learning rate. */
export interface StepRate {
  /** Counted from 1. */
  step: number;
  learningRate: number;
  /** The highest rate of the schedule, which the params set. */
  peakRate: number;
}

/** Throws StageError where a step's loss or gradients are not numbers. */
export function requireFinite({loss, gradientNorm}: StepResult, rate: StepRate): void {
  if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) return;
  const found = `loss ${loss}, gradient norm ${gradientNorm}`;
  // A step's loss is that before its update, so at the first no learning rate has done anything.
  throw rate.step === 1 ? unusableStart(found) : diverged(found, rate);
}

/** Throws StageError where logits that a step's weights give on rows of a split are not numbers. */
export function requireFiniteLogits(
  logits: Float32Array,
  split: 'train' | 'validation',
  rate: StepRate,
): void {
  if (!logits.every(Number.isFinite)) throw diverged(`${split} logits that are not finite`, rate);
}

/** Throws StageError where a step made weights that are not numbers. */
export function requireFiniteWeights(weights: ReadonlyMap<string, Float32Tensor>, rate: StepRate): void {
  for (const [name, {data}] of weights)
    if (!data.every(Number.isFinite)) throw diverged(`weights of ${name} that are not finite`, rate);
}

function unusableStart(found: string): StageError {
  return new StageError({
    where: 'train.checkpoint',
    what: `the classifier gives no numbers before any training: ${found}`,
    mend: 'Its weights, or the features made with them, are not finite or too large. Bring the checkpoint again (--force checkpoint), or use another one.',
  });
}

function diverged(found: string, {step, learningRate, peakRate}: StepRate): StageError {
  return new StageError({
    where: 'train.learningRate',
    what: `training diverged at step ${step}: ${found}, learning rate ${learningRate}`,
    mend: `Set a tenth of its peak (train.learningRate=${Number((peakRate / 10).toPrecision(3))}), or a longer warm-up (train.warmupRatio=0.3).`,
  });
}
