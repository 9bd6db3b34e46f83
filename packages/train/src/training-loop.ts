import type {Emit, StageEvent} from '@retune/stage';
import type {BestStepOptions, EvaluatedStep} from './best-step.js';
import {type HistoryRow, measurementsOf} from './history.js';
import {type MicroBatchOptions, microBatches} from './micro-batches.js';
import {requireFinite, requireFiniteLogits, requireFiniteWeights, type StepRate} from './require-finite.js';
import type {StepExecutor} from './step-executor.js';
import {type BatchOptions, trainingBatches} from './training-batches.js';
import {evaluatedNote, keptNote, stoppedNote} from './training-notes.js';
import {type PlanOptions, trainingPlan} from './training-plan.js';
import type {TrainingProgram} from './training-program.js';
import {TrainingRecord} from './training-record.js';
import type {TrainingState} from './training-state.js';
import {noStates, type TrainingStates} from './training-states.js';
import {validate} from './validate.js';
import {withinMemory} from './within-memory.js';

/** Rows of a split: their places in the tokens table and their labels by place. */
export interface TrainingData {
  train: readonly number[];
  validation: readonly number[];
  labelOf: (row: number) => number;
}

export interface LoopOptions extends BatchOptions, MicroBatchOptions, PlanOptions, BestStepOptions {}

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
 * Throws StageError where the loss, the validation logits or the weights kept are not finite, or memory runs out.
 */
export async function trainingLoop(
  program: TrainingProgram,
  executor: StepExecutor,
  data: TrainingData,
  options: LoopOptions,
  {emit, states = noStates}: {emit: Emit; states?: TrainingStates},
): Promise<TrainingResult> {
  const plan = trainingPlan(data.train.length, options);
  const resumed = await resume(executor, states, emit);
  const record = new TrainingRecord(options, resumed);
  const {bestStep} = record;
  let rowsDone = 0;
  for (const batch of trainingBatches(data.train, rowTraits(program, data), options)) {
    const {step, epoch} = batch;
    rowsDone += batch.rows.length;
    if (resumed && step <= resumed.step) continue;
    const learningRate = plan.learningRate(step);
    const result = withinMemory(
      () => executor.step(microBatches(program, batch, data.labelOf, options), learningRate),
      {step, ...options},
    );
    const rate = {step, learningRate, peakRate: options.schedule.peak};
    requireFinite(result, rate);
    record.addStep(result);
    emit(progress(step, plan.totalSteps, rowsDone, {...result, learningRate}));

    if (plan.isMeasured(step)) {
      const evaluated = plan.isEvaluated(step);
      const validation = evaluated ? validate(program, executor, validationRows(data), rate) : undefined;
      const row = record.addRow({step, epoch, learningRate, validation});
      emit({kind: 'measured', step, values: measurementsOf(row)});
      if (evaluated) bestStep.offer(step, validation, () => executor.weights());
      if (validation) emit(evaluatedNote(step, plan.totalSteps, validation, bestStep.best, options));
      // Lets listeners write what they were told.
      await new Promise(setImmediate);
    }
    const stoppedEarly = bestStep.patienceIsOver && step < plan.totalSteps;
    if (stoppedEarly) emit(stoppedNote(step, plan.totalSteps, options));
    if (stoppedEarly || step === plan.totalSteps) {
      const {best} = bestStep;
      requireFiniteWeights(best.weights, {
        ...rate,
        step: best.step,
        learningRate: plan.learningRate(best.step),
      });
      if (data.validation.length === 0)
        requireUsableWeights(program, executor, batch.rows.slice(0, options.microBatchSize), rate);
      emit(keptNote(best, step, options));
      return {history: record.history, best, steps: step, stoppedEarly};
    }
    await states.offer({step, evaluated: plan.isEvaluated(step)}, () => ({
      step,
      executor: executor.state(),
      ...record.state,
    }));
  }
  throw new Error('Internal error: the batches came to an end');
}

/** Weights may be finite and still give no numbers: without validation rows only the next step's loss would tell. */
function requireUsableWeights(
  {input}: TrainingProgram,
  executor: StepExecutor,
  rows: readonly number[],
  rate: StepRate,
): void {
  for (const logits of executor.logits([input.read(rows)])) requireFiniteLogits(logits, 'train', rate);
}

/** Takes up the state of an interrupted run, where there is one. */
async function resume(
  executor: StepExecutor,
  states: TrainingStates,
  emit: Emit,
): Promise<TrainingState | undefined> {
  const state = await states.load();
  if (state === undefined) return undefined;
  executor.restore(state.executor);
  emit({kind: 'resumed', step: state.step});
  return state;
}

function rowTraits({input}: TrainingProgram, {labelOf}: TrainingData) {
  return {labelOf, tokensOf: (row: number) => input.tokens(row)};
}

function validationRows({validation, labelOf}: TrainingData) {
  return {rows: validation, labelOf};
}

function progress(done: number, total: number, rows: number, values: Record<string, number>): StageEvent {
  return {kind: 'progress', done, total, unit: 'steps', counts: {rows}, values};
}
