import {nativeBackend, tf} from '@retune/backend';
import type {StageEvent} from '@retune/stage';
import {expect, test} from 'vitest';
import {createExecutor} from './create-executor.js';
import {EagerExecutor} from './eager-executor.js';
import type {StepExecutor} from './step-executor.js';
import {tinyProgram} from './testing/tiny-program.js';
import {stepFeeds, type TrainingProgram} from './training-program.js';

const plain = await tinyProgram('tiny-bert', 2);

/** The program with another computation from logits to logits. */
function withLogits(change: (logits: tf.Tensor) => tf.Tensor): TrainingProgram {
  const {input} = plain;
  return {...plain, input: {...input, logits: (...args) => change(input.logits(...args))}};
}

/** As an executor of the program is made for a graph; with the warnings that this brought. */
function createWarned(program: TrainingProgram): {executor: StepExecutor; warnings: string[]} {
  const events: StageEvent[] = [];
  const executor = createExecutor(program, 'graph', (event) => events.push(event));
  const warnings = events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []));
  return {executor, warnings};
}

/** Trains three steps on batches of unlike shapes; gives the losses, then the logits of some rows. */
function trained(program: TrainingProgram, executor: StepExecutor): number[] {
  const losses = [1, 2, 3].map((step) => {
    const rows = [step, 7 * step, 5].slice(0, step);
    const feeds = stepFeeds(program, {rows, labels: rows.map((row) => row % 6), dropoutSeed: [1, step]});
    return executor.step([{feeds, weight: 1}], 1e-3).loss;
  });
  const [logits] = [...executor.logits([program.input.read([0, 9])])];
  return [...losses, ...(logits as Float32Array)];
}

/** What the plain program gives as a graph. */
const compiled = compiledNumbers();

function compiledNumbers(): number[] {
  const {executor, warnings} = createWarned(plain);
  expect(warnings).toEqual([]);
  const numbers = trained(plain, executor);
  executor.dispose();
  return numbers;
}

test.each<[string, (logits: tf.Tensor) => tf.Tensor, RegExp]>([
  [
    'reads values',
    function keepIfFinite(logits) {
      return Number.isNaN(logits.sum().dataSync()[0]) ? tf.zerosLike(logits) : logits;
    },
    /keepIfFinite \(create-executor\.test\.ts:\d+\) reads the values of the result of Sum,/,
  ],
  [
    'branches on the number of rows',
    function negateTwice(logits) {
      return (logits.shape[0] as number) > 6 ? logits.neg().neg() : logits;
    },
    /negateTwice \(create-executor\.test\.ts:\d+\) makes .* at one shape and Neg\(/,
  ],
  [
    'draws noise in JavaScript',
    function addNothing(logits) {
      return logits.add(
        tf
          .tensor(
            Array.from({length: logits.size}, () => Math.random()),
            logits.shape,
          )
          .mul(0),
      );
    },
    /Mul in addNothing \(create-executor\.test\.ts:\d+\) uses a constant that varies without a rule/,
  ],
])(
  'a step that %s runs eagerly, with a warning that names the operation, to the same numbers',
  async (_, change, reason) => {
    const program = withLogits(change);
    const tensors = () => [tf.memory().numTensors, nativeBackend().binding.getNumOfTensors()];
    const before = tensors();
    const {executor, warnings} = createWarned(program);
    expect(executor).toBeInstanceOf(EagerExecutor);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^the step runs operation by operation, several times slower, because no graph could/,
      ),
    ]);
    expect(warnings[0]).toMatch(reason);
    const numbers = trained(program, executor);
    executor.dispose();
    expect(tensors()).toEqual(before);
    expect(Math.max(...numbers.map((value, i) => Math.abs(value - (compiled[i] as number))))).toBeLessThan(
      1e-4,
    );
  },
);
