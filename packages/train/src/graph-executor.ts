import {tf} from '@retune/backend';
import {compileTraining, type GraphArray, inRounds, type TrainingSession} from '@retune/backend/graph';
import type {Float32Tensor} from '@retune/encoder';
import {graphProgram, type LogitsName, logitsName} from './graph-program.js';
import type {BatchFeeds, ExecutorState, MicroBatch, StepExecutor, StepResult} from './step-executor.js';
import type {TrainingProgram} from './training-program.js';

/** Runs a program's step, and its evaluation, each as one call of a compiled TensorFlow graph. */
export class GraphExecutor implements StepExecutor {
  readonly #session: TrainingSession<LogitsName>;
  readonly #lanes: number;

  /** Throws GraphError where the program can't be compiled. */
  constructor(program: TrainingProgram) {
    this.#lanes = program.input.lanes;
    const compiled = graphProgram(program);
    try {
      this.#session = compileTraining(compiled);
    } finally {
      tf.dispose([compiled.trainable, compiled.frozen ?? {}]);
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

function tensorMap(arrays: Readonly<Record<string, GraphArray<Float32Array>>>): Map<string, Float32Tensor> {
  const entries = Object.entries(arrays);
  return new Map(entries.map(([name, {shape, values}]) => [name, {shape, data: values}]));
}

/** Tensors as a graph takes them. */
export function arraysOf(
  tensors: ReadonlyMap<string, Float32Tensor>,
): Record<string, GraphArray<Float32Array>> {
  return Object.fromEntries([...tensors].map(([name, {shape, data}]) => [name, {shape, values: data}]));
}
