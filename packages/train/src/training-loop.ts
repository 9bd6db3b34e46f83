import type {Emit, StageEvent} from '@retune/stage';
import {BestStep, type BestStepOptions, type EvaluatedStep} from './best-step.js';
import {type EvaluationPlan, isEvaluated} from './evaluation-plan.js';
import {type HistoryRow, MeanSinceLastRow, measurementsOf} from './history.js';
import {learningRateAt} from './learning-rate-schedule.js';
import {type MicroBatchOptions, microBatches} from './micro-batches.js';
import {requireFinite} from './require-finite.js';
import type {StepExecutor} from './step-executor.js';
import {type BatchOptions, trainingBatches} from './training-batches.js';
import {
  type ScheduleOptions,
  scheduleOver,
  stepsPerEpoch,
  type TrainingLength,
  totalSteps,
} from './training-length.js';
import type {TrainingProgram} from './training-program.js';
import {noStates, type TrainingStates} from './training-states.js';
import {validate} from './validate.js';

/** Rows of a split: their places in the tokens table and their labels by place. */
export interface TrainingData {
  train: readonly number[];
  validation: readonly number[];
  labelOf: (row: number) => number;
}

export interface LoopOptions
  extends BatchOptions,
    MicroBatchOptions,
    TrainingLength,
    EvaluationPlan,
    BestStepOptions {
  loggingSteps: number;
  schedule: ScheduleOptions;
}

export interface TrainingResult {
  history: HistoryRow[];
  best: EvaluatedStep;
  /** Steps done: fewer than planned where training stopped early. */
  steps: number;
  stoppedEarly: boolean;
}

/**
 * Trains for all steps or until the validation metric has not improved for long enough, evaluates as planned and
 * keeps the weights of the step that is best on validation; the last one's where there are no validation rows.
 * Goes on from the state that `states` has, and then ends as a run that was never interrupted.
 * Throws StageError where the loss is no longer finite.
 */
export async function trainingLoop(
  program: TrainingProgram,
  executor: StepExecutor,
  data: TrainingData,
  options: LoopOptions,
  {emit, states = noStates}: {emit: Emit; states?: TrainingStates},
): Promise<TrainingResult> {
  const rows = data.train.length;
  const length = {
    stepsPerEpoch: stepsPerEpoch(rows, options.batchSize),
    totalSteps: totalSteps(rows, options),
  };
  const schedule = scheduleOver(length.totalSteps, options.schedule);
  const resumed = await states.load();
  if (resumed) {
    executor.restore(resumed.executor);
    emit({kind: 'resumed', step: resumed.step});
  }
  const history: HistoryRow[] = resumed?.history ?? [];
  const means = new MeanSinceLastRow(resumed?.sums);
  const best = new BestStep(options, resumed?.best);
  let rowsDone = 0;
  for (const batch of trainingBatches(data.train, rowTraits(program, data), options)) {
    const {step} = batch;
    rowsDone += batch.rows.length;
    if (resumed && step <= resumed.step) continue;
    const learningRate = learningRateAt(step - 1, schedule);
    const result = executor.step(microBatches(program, batch, data.labelOf, options), learningRate);
    requireFinite(result, step, learningRate);
    means.add(result);
    const values = {loss: result.loss, learningRate, gradientNorm: result.gradientNorm};
    emit({
      kind: 'progress',
      done: step,
      total: length.totalSteps,
      unit: 'steps',
      counts: {rows: rowsDone},
      values,
    });

    const evaluated = isEvaluated(step, options, length);
    if (evaluated || step % options.loggingSteps === 0) {
      const validation = evaluated
        ? validate(program, executor, {rows: data.validation, labelOf: data.labelOf})
        : undefined;
      const row: HistoryRow = {step, epoch: batch.epoch, learningRate, ...means.take(), validation};
      history.push(row);
      emit({kind: 'measured', step, values: measurementsOf(row)});
      if (evaluated) best.offer(step, validation, () => executor.weights());
      // Lets listeners write what they were told.
      await new Promise(setImmediate);

      const stoppedEarly = best.patienceIsOver && step < length.totalSteps;
      if (stoppedEarly) emit(stoppedNote(step, length.totalSteps, best.best, options));
      if (stoppedEarly || step === length.totalSteps)
        return {history, best: best.best, steps: step, stoppedEarly};
    }
    await states.offer({step, evaluated}, () => ({
      step,
      executor: executor.state(),
      history,
      sums: means.sums,
      best: best.state,
    }));
  }
  throw new Error('Internal error: the batches came to an end');
}

function rowTraits({input}: TrainingProgram, {labelOf}: TrainingData) {
  return {labelOf, tokensOf: (row: number) => input.tokens(row)};
}

function stoppedNote(
  step: number,
  total: number,
  best: EvaluatedStep,
  {bestMetric, earlyStoppingPatience: patience}: LoopOptions,
): StageEvent {
  const evaluations = patience === 1 ? 'the last evaluation' : `${patience} evaluations`;
  const message =
    `stopped early at step ${step} of ${total}: ${bestMetric} did not improve in ${evaluations}; ` +
    `the best step is ${best.step}`;
  return {kind: 'note', message};
}
