import type {Float32Tensor} from '@retune/encoder';
import {lengthBatches} from '@retune/encoder';
import {type Emit, StageError} from '@retune/stage';
import {epochBatches, stepsPerEpoch} from './epoch-batches.js';
import {type HistoryRow, MeanSinceLastRow} from './history.js';
import {type LearningRateSchedule, learningRateAt} from './learning-rate-schedule.js';
import {type MicroBatchOptions, microBatches} from './micro-batches.js';
import type {StepExecutor, StepResult} from './step-executor.js';
import type {TrainingProgram} from './training-program.js';
import {type ValidationMetrics, validationMetrics} from './validation-metrics.js';

/** Padded tokens of a batch that is only evaluated: larger ones are no faster. */
const TOKENS_PER_EVALUATION_BATCH = 4096;

/** Rows of a split: their places in the tokens table and their labels by place. */
export interface TrainingData {
  train: readonly number[];
  validation: readonly number[];
  labelOf: (row: number) => number;
}

export interface LoopOptions extends MicroBatchOptions {
  epochs: number;
  evaluationSteps: number;
  loggingSteps: number;
  bestMetric: keyof ValidationMetrics;
  /** The warm-up is `warmupSteps`, or where that is 0 the share `warmupRatio` of all steps. */
  schedule: Omit<LearningRateSchedule, 'totalSteps'> & {warmupRatio: number};
}

export interface TrainingResult {
  history: HistoryRow[];
  /** Counted from 1. */
  bestStep: number;
  /** The validation metric at the best step; undefined without validation rows. */
  bestValue: number | undefined;
  /** The trained tensors at the best step. */
  weights: Map<string, Float32Tensor>;
}

/**
 * Trains for all epochs, evaluates every `evaluationSteps` steps and after the last, and keeps the weights of
 * the step that is best on validation; the last one's where there are no validation rows. Throws StageError
 * where the loss is no longer finite.
 */
export async function trainingLoop(
  program: TrainingProgram,
  executor: StepExecutor,
  data: TrainingData,
  options: LoopOptions,
  emit: Emit,
): Promise<TrainingResult> {
  const totalSteps = stepsPerEpoch(data.train.length, options.batchSize) * options.epochs;
  const schedule = scheduleOf(options, totalSteps);
  const history: HistoryRow[] = [];
  const means = new MeanSinceLastRow();
  let best: Omit<TrainingResult, 'history'> | undefined;
  for (const batch of epochBatches(data.train, options)) {
    const {step} = batch;
    const learningRate = learningRateAt(step - 1, schedule);
    const result = executor.step(microBatches(program, batch, data.labelOf, options), learningRate);
    requireFinite(result, step, learningRate);
    means.add(result);
    emit(progress(step, totalSteps, result, learningRate));

    const evaluated = step % options.evaluationSteps === 0 || step === totalSteps;
    if (!evaluated && step % options.loggingSteps !== 0) continue;
    const validation = evaluated ? evaluate(program, executor, data) : undefined;
    history.push({step, epoch: batch.epoch, learningRate, ...means.take(), validation});
    if (evaluated && isBetter(validation, best?.bestValue, options.bestMetric))
      best = {bestStep: step, bestValue: validation?.[options.bestMetric], weights: executor.weights()};
    // Lets listeners write what they were told.
    await new Promise(setImmediate);
  }
  if (best === undefined) throw new Error('Internal error: no step was evaluated');
  return {history, ...best};
}

function scheduleOf({schedule}: LoopOptions, totalSteps: number): LearningRateSchedule {
  const warmupSteps = schedule.warmupSteps || Math.ceil(totalSteps * schedule.warmupRatio);
  return {...schedule, warmupSteps, totalSteps};
}

function progress(
  done: number,
  total: number,
  {loss}: StepResult,
  learningRate: number,
): Parameters<Emit>[0] {
  return {kind: 'progress', done, total, unit: 'steps', values: {loss, learningRate}};
}

function requireFinite({loss, gradientNorm}: StepResult, step: number, learningRate: number): void {
  if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) return;
  throw new StageError({
    where: 'train.learningRate',
    what: `training diverged at step ${step}: loss ${loss}, gradient norm ${gradientNorm}, learning rate ${learningRate}`,
    mend: 'Set a learning rate a tenth of this, or a longer warm-up (train.warmupRatio=0.1).',
  });
}

/** Metrics on the validation rows, undefined where there are none. */
function evaluate(
  {input, classes}: TrainingProgram,
  executor: StepExecutor,
  {validation, labelOf}: TrainingData,
): ValidationMetrics | undefined {
  if (validation.length === 0) return undefined;
  const logits: Float32Array[] = new Array(validation.length);
  const lengths = validation.map((row) => input.tokens(row));
  for (const places of lengthBatches(lengths, TOKENS_PER_EVALUATION_BATCH)) {
    const values = executor.logits(input.read(places.map((place) => validation[place] as number)));
    places.forEach((place, i) => {
      logits[place] = values.subarray(i * classes, (i + 1) * classes);
    });
  }
  return validationMetrics(logits, validation.map(labelOf));
}

/** Whether the metrics beat the best so far; the last step is best where nothing is measured. */
function isBetter(
  metrics: ValidationMetrics | undefined,
  best: number | undefined,
  metric: keyof ValidationMetrics,
): boolean {
  if (metrics === undefined || best === undefined) return true;
  return metric === 'loss' ? metrics.loss < best : metrics[metric] > best;
}
