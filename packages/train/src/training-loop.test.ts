import type {StageEvent} from '@retune/stage';
import {expect, test} from 'vitest';
import type {ModelInput} from './model-input.js';
import type {StepExecutor} from './step-executor.js';
import {trainingLoop} from './training-loop.js';
import type {TrainingProgram} from './training-program.js';

/** Two classes; what is fed is the row's number itself. */
const input: ModelInput = {
  feeds: {},
  tokens: () => 1,
  read: (rows) => ({rows: {shape: [rows.length], values: Int32Array.from(rows)}}),
  logits: () => {
    throw new Error('the scripted executor computes no logits');
  },
};
const program = {input, classes: 2, trainable: new Map(), frozen: new Map()} as unknown as TrainingProgram;
/** Eight rows to train on; of four validation rows all have class 1. */
const data = {
  train: [0, 1, 2, 3, 4, 5, 6, 7],
  validation: [8, 9, 10, 11],
  labelOf: (row: number) => (row < 8 ? row % 2 : 1),
};
const options = {
  batchSize: 2,
  microBatchSize: 2,
  epochs: 2,
  seed: 1,
  evaluationSteps: 2,
  loggingSteps: 1,
  bestMetric: 'f1Weighted',
  schedule: {schedule: 'linear', peak: 8, warmupSteps: 0, warmupRatio: 0.25},
} as const;

/** Predicts as many validation rows rightly as the script says for each evaluation; its weight is the step. */
class ScriptedExecutor implements StepExecutor {
  readonly rates: number[] = [];
  readonly #correct: number[];

  constructor(correct: readonly number[]) {
    this.#correct = [...correct];
  }

  step(_: unknown, learningRate: number) {
    this.rates.push(learningRate);
    return {loss: this.rates.length, gradientNorm: 1};
  }

  logits() {
    const correct = this.#correct.shift() as number;
    return Float32Array.from([0, 1, 2, 3].flatMap((row) => (row < correct ? [0, 1] : [1, 0])));
  }

  weights() {
    return new Map([['step', {shape: [1], data: Float32Array.of(this.rates.length)}]]);
  }

  dispose() {}
}

test('the weights of the best evaluation are kept, the first of equals', async () => {
  const executor = new ScriptedExecutor([1, 3, 3, 2]);
  const result = await trainingLoop(program, executor, data, options, () => {});
  expect(result.bestStep).toBe(4);
  expect(result.weights.get('step')?.data).toEqual(Float32Array.of(4));
  expect(result.history.map(({validation}) => validation?.accuracy)).toEqual([
    undefined,
    0.25,
    undefined,
    0.75,
    undefined,
    0.75,
    undefined,
    0.5,
  ]);
});

test('where the loss decides, the lowest is best', async () => {
  const executor = new ScriptedExecutor([1, 2, 4, 3]);
  const result = await trainingLoop(program, executor, data, {...options, bestMetric: 'loss'}, () => {});
  expect(result.bestStep).toBe(6);
  expect(result.bestValue).toBe(result.history[5]?.validation?.loss);
});

test('the learning rate warms up, falls to 0 behind the last step and stands in the history', async () => {
  const executor = new ScriptedExecutor([1, 1, 1, 1]);
  const {history} = await trainingLoop(program, executor, data, options, () => {});
  expect(executor.rates).toEqual([0, 4, 8, 8 * (5 / 6), 8 * (4 / 6), 8 * (3 / 6), 8 * (2 / 6), 8 * (1 / 6)]);
  expect(history.map(({learningRate}) => learningRate)).toEqual(executor.rates);
});

test('a row of history has the mean of the losses since the row before', async () => {
  const executor = new ScriptedExecutor([1, 1, 1, 1]);
  const {history} = await trainingLoop(program, executor, data, {...options, loggingSteps: 3}, () => {});
  expect(history.map(({step}) => step)).toEqual([2, 3, 4, 6, 8]);
  expect(history.map(({trainLoss}) => trainLoss)).toEqual([1.5, 3, 4, 5.5, 7.5]);
});

test('each step is told, with loss and learning rate', async () => {
  const events: StageEvent[] = [];
  await trainingLoop(program, new ScriptedExecutor([1, 1, 1, 1]), data, options, (event) =>
    events.push(event),
  );
  expect(events).toHaveLength(8);
  expect(events[1]).toEqual({
    kind: 'progress',
    done: 2,
    total: 8,
    unit: 'steps',
    values: {loss: 2, learningRate: 4},
  });
});
