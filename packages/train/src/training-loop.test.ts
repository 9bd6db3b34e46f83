import {tf} from '@retune/backend';
import type {StageEvent} from '@retune/stage';
import {expect, test} from 'vitest';
import type {ModelInput} from './model-input.js';
import type {StepExecutor} from './step-executor.js';
import {trainingLoop} from './training-loop.js';
import type {TrainingProgram} from './training-program.js';

/** Two classes; what is fed is the row's number itself. */
const input: ModelInput = {
  feeds: {},
  lanes: 1,
  tokens: () => 1,
  read: (rows) => ({rows: {shape: [rows.length], values: Int32Array.from(rows)}}),
  logits: () => {
    throw new Error('the scripted executor computes no logits');
  },
};
const program = {
  input,
  classes: 2,
  trainable: new Map(),
  frozen: new Map(),
  loss: {classWeights: [1, 1], labelSmoothing: 0, focalGamma: 0},
} as unknown as TrainingProgram;
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
  maxSteps: 0,
  sampling: 'shuffled',
  groupByLength: false,
  seed: 1,
  evaluationStrategy: 'steps',
  evaluationSteps: 2,
  loggingSteps: 1,
  bestMetric: 'f1Weighted',
  earlyStoppingPatience: 0,
  earlyStoppingThreshold: 0,
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
    return [Float32Array.from([0, 1, 2, 3].flatMap((row) => (row < correct ? [0, 1] : [1, 0])))];
  }

  weights() {
    return new Map([['step', {shape: [1], data: Float32Array.of(this.rates.length)}]]);
  }

  state(): never {
    throw new Error('the scripted executor has no state');
  }

  restore() {}

  dispose() {}
}

test('a step that memory does not suffice for names the params of the same step in less', async () => {
  class LargeExecutor extends ScriptedExecutor {
    override step(): never {
      const column = tf.zeros([2 ** 21, 1]);
      column.matMul(column, false, true); // 2^42 elements
      throw new Error('there was room');
    }
  }
  const run = (sizes: object) =>
    trainingLoop(program, new LargeExecutor([]), data, {...options, ...sizes}, {emit: () => {}});
  await expect(run({batchSize: 8, microBatchSize: 4})).rejects.toThrow(
    'train.batchSize: step 1: memory ran out at a tensor of shape [2097152,2097152]\n' +
      '  Set train.batchSize=2 with train.accumulationSteps=4, which trains as before in half the memory.\n' +
      '  Or set tokenize.maxLength lower: memory grows with the square of the longest text.',
  );
  await expect(run({batchSize: 1, microBatchSize: 1})).rejects.toThrow(
    /\n {2}Set tokenize\.maxLength lower: memory grows with the square of the longest text\.$/,
  );
});

test('the weights of the best evaluation are kept, the first of equals', async () => {
  const executor = new ScriptedExecutor([1, 3, 3, 2]);
  const result = await trainingLoop(program, executor, data, options, {emit: () => {}});
  expect(result.best.step).toBe(4);
  expect(result.best.weights.get('step')?.data).toEqual(Float32Array.of(4));
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

test('validation logits that are no numbers end training, though the loss before them was finite', async () => {
  class DivergingExecutor extends ScriptedExecutor {
    override logits() {
      return this.rates.length < 8 ? super.logits() : [new Float32Array(8).fill(Number.NaN)];
    }
  }
  const training = trainingLoop(program, new DivergingExecutor([1, 2, 3]), data, options, {emit: () => {}});
  await expect(training).rejects.toThrow(
    'train.learningRate: training diverged at step 8: validation logits that are not finite, learning rate 1.3333333333333333\n' +
      '  Set a tenth of its peak (train.learningRate=0.8), or a longer warm-up (train.warmupRatio=0.3).',
  );
});

test.each([
  [1, /^train\.checkpoint: the classifier gives no numbers before any training: loss NaN, gradient norm 1\n/],
  [2, /^train\.learningRate: training diverged at step 2: loss NaN, gradient norm 1, learning rate 4\n/],
])('a loss that is no number at step %i is blamed on what made it', async (step, message) => {
  class DivergingExecutor extends ScriptedExecutor {
    override step(_: unknown, learningRate: number) {
      const {loss, ...rest} = super.step(_, learningRate);
      return {...rest, loss: loss < step ? loss : Number.NaN};
    }
  }
  const training = trainingLoop(program, new DivergingExecutor([1]), data, options, {emit: () => {}});
  await expect(training).rejects.toThrow(message);
});

test('where the loss decides, the lowest is best', async () => {
  const executor = new ScriptedExecutor([1, 2, 4, 3]);
  const result = await trainingLoop(
    program,
    executor,
    data,
    {...options, bestMetric: 'loss'},
    {emit: () => {}},
  );
  expect(result.best.step).toBe(6);
  expect(result.best.value).toBe(result.history[5]?.validation?.loss);
});

test('the learning rate warms up, falls to 0 behind the last step and stands in the history', async () => {
  const executor = new ScriptedExecutor([1, 1, 1, 1]);
  const {history} = await trainingLoop(program, executor, data, options, {emit: () => {}});
  expect(executor.rates).toEqual([0, 4, 8, 8 * (5 / 6), 8 * (4 / 6), 8 * (3 / 6), 8 * (2 / 6), 8 * (1 / 6)]);
  expect(history.map(({learningRate}) => learningRate)).toEqual(executor.rates);
});

test('a row of history has the mean of the losses since the row before', async () => {
  const executor = new ScriptedExecutor([1, 1, 1, 1]);
  const {history} = await trainingLoop(
    program,
    executor,
    data,
    {...options, loggingSteps: 3},
    {emit: () => {}},
  );
  expect(history.map(({step}) => step)).toEqual([2, 3, 4, 6, 8]);
  expect(history.map(({trainLoss}) => trainLoss)).toEqual([1.5, 3, 4, 5.5, 7.5]);
});

test('training stops when patience is over, and says so', async () => {
  const executor = new ScriptedExecutor([2, 1, 1, 4]);
  const events: StageEvent[] = [];
  const result = await trainingLoop(
    program,
    executor,
    data,
    {...options, earlyStoppingPatience: 2},
    {emit: (event) => events.push(event)},
  );
  expect(result).toMatchObject({steps: 6, stoppedEarly: true, best: {step: 2}});
  expect(executor.rates).toHaveLength(6);
  expect(result.history.at(-1)?.step).toBe(6);
  expect(events.flatMap((event) => (event.kind === 'note' ? event.message : []))).toEqual([
    expect.stringMatching(/^step 2 of 8: f1Weighted 0\.\d{4}, loss \d\.\d{4}, the best so far$/),
    expect.stringMatching(/^step 4 of 8: f1Weighted 0\.\d{4}, loss \d\.\d{4}$/),
    expect.stringMatching(/^step 6 of 8: f1Weighted 0\.\d{4}, loss \d\.\d{4}$/),
    'stopped early at step 6 of 8: f1Weighted did not improve in 2 evaluations',
    expect.stringMatching(/^kept step 2 of 6: f1Weighted 0\.\d{4} on validation$/),
  ]);
});

test('patience that ends with the last step stops nothing', async () => {
  const executor = new ScriptedExecutor([1, 3, 2, 2]);
  const patient = {...options, earlyStoppingPatience: 2};
  const result = await trainingLoop(program, executor, data, patient, {emit: () => {}});
  expect(result).toMatchObject({steps: 8, stoppedEarly: false});
});

test('an evaluation after each epoch, and at the end of a part of one', async () => {
  const executor = new ScriptedExecutor([1, 2, 3]);
  const byEpoch = {...options, epochs: 2.5, evaluationStrategy: 'epoch', loggingSteps: 100} as const;
  const {history} = await trainingLoop(program, executor, data, byEpoch, {emit: () => {}});
  expect(history.map(({step, epoch}) => [step, epoch])).toEqual([
    [4, 1],
    [8, 2],
    [10, 2.5],
  ]);
});

test('maxSteps ends training within an epoch, the rate falling to 0 behind it', async () => {
  const executor = new ScriptedExecutor([1, 1]);
  const short = {...options, maxSteps: 3, schedule: {...options.schedule, warmupRatio: 0}};
  const {steps} = await trainingLoop(program, executor, data, short, {emit: () => {}});
  expect(steps).toBe(3);
  expect(executor.rates).toEqual([8, 8 * (2 / 3), 8 * (1 / 3)]);
});

test('each step is told, with its rows, loss, learning rate and gradient norm, and each row of history', async () => {
  const events: StageEvent[] = [];
  const executor = new ScriptedExecutor([1, 1, 1, 1]);
  await trainingLoop(program, executor, data, options, {emit: (event) => events.push(event)});
  expect(events.filter(({kind}) => kind === 'progress')[1]).toEqual({
    kind: 'progress',
    done: 2,
    total: 8,
    unit: 'steps',
    counts: {rows: 4},
    values: {loss: 2, learningRate: 4, gradientNorm: 1},
  });
  const measured = events.filter(({kind}) => kind === 'measured');
  expect(measured).toHaveLength(8);
  expect(measured[1]).toEqual({
    kind: 'measured',
    step: 2,
    values: {
      'train/loss': 2,
      'train/learningRate': 4,
      'train/gradientNorm': 1,
      'validation/loss': expect.closeTo(Math.log(1 + Math.E) - 0.25, 6),
      'validation/accuracy': 0.25,
      'validation/balancedAccuracy': 0.25,
      'validation/f1Weighted': 0.4,
      'validation/f1Macro': 0.2,
      'validation/matthews': 0,
    },
  });
});
