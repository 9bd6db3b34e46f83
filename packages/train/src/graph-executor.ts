import {tf} from '@retune/backend';
import {
  compileTraining,
  type GraphArray,
  type GraphFunction,
  inRounds,
  type TrainingSession,
} from '@retune/backend/graph';
import {type Float32Tensor, noDropout, type TensorOf} from '@retune/encoder';
import type {BatchFeeds, ExecutorState, MicroBatch, StepExecutor, StepResult} from './step-executor.js';
import {batchLoss, stepFeedSpecs, type TrainingProgram} from './training-program.js';

type LogitsName = ReturnType<typeof logitsName>;

/** Runs a program's step, and its evaluation, each as one call of a compiled TensorFlow graph. */
export class GraphExecutor implements StepExecutor {
  readonly #session: TrainingSession<LogitsName>;
  readonly #lanes: number;

  /** Throws GraphError where the program can't be compiled. */
  constructor(program: TrainingProgram) {
    const trainable = tensorsOf(program.trainable);
    const frozen = tensorsOf(program.frozen);
    this.#lanes = program.input.lanes;
    const logits: GraphFunction = {
      feeds: program.input.feeds,
      compute: (fed, variables) => ({logits: program.input.logits(fed, finder(variables), noDropout)}),
    };
    try {
      this.#session = compileTraining({
        trainable,
        frozen,
        loss: {
          feeds: stepFeedSpecs(program),
          compute: (fed, variables) => batchLoss(program, fed, finder(variables)),
        },
        optimizer: program.optimizer,
        lanes: this.#lanes,
        functions: Object.fromEntries(
          Array.from({length: this.#lanes}, (_, lane) => [logitsName(lane), logits]),
        ),
      });
    } finally {
      tf.dispose([trainable, frozen]);
    }
  }

  step(batches: Iterable<MicroBatch>, learningRate: number): StepResult {
    return this.#session.step(batches, learningRate);
  }

  *logits(batches: Iterable<BatchFeeds>): Generator<Float32Array> {
    for (const round of inRounds(batches, this.#lanes)) {
      const calls = round.map((feeds, lane) => ({name: logitsName(lane), feeds}));
      for (const {logits} of this.#session.graph.runTogether(calls)) yield logits?.values as Float32Array;
    }
  }

  weights(): Map<string, Float32Tensor> {
    return tensorMap(this.#session.weights());
  }

  state(): ExecutorState {
    const {steps, weights, means, squaresMeans} = this.#session.state();
    return {
      steps,
      parameters: tensorMap(weights),
      means: tensorMap(means),
      squaresMeans: tensorMap(squaresMeans),
    };
  }

  restore({steps, parameters, means, squaresMeans}: ExecutorState): void {
    this.#session.restore({
      steps,
      weights: arraysOf(parameters),
      means: arraysOf(means),
      squaresMeans: arraysOf(squaresMeans),
    });
  }

  dispose(): void {
    this.#session.dispose();
  }
}

function logitsName(lane: number): `logits_${number}` {
  return `logits_${lane}`;
}

function tensorsOf(tensors: ReadonlyMap<string, Float32Tensor>): tf.NamedTensorMap {
  return Object.fromEntries([...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]));
}

function tensorMap(arrays: Readonly<Record<string, GraphArray<Float32Array>>>): Map<string, Float32Tensor> {
  const entries = Object.entries(arrays);
  return new Map(entries.map(([name, {shape, values}]) => [name, {shape, data: values}]));
}

function arraysOf(tensors: ReadonlyMap<string, Float32Tensor>): Record<string, GraphArray<Float32Array>> {
  return Object.fromEntries([...tensors].map(([name, {shape, data}]) => [name, {shape, values: data}]));
}

function finder(variables: tf.NamedTensorMap): TensorOf {
  return (name) => {
    const tensor = variables[name];
    if (tensor === undefined) throw new Error(`Internal error: the program has no tensor ${name}`);
    return tensor;
  };
}
