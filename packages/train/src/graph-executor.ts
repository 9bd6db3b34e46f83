import {tf} from '@retune/backend';
import {compileTraining, type GraphArray, type TrainingSession} from '@retune/backend/graph';
import {type Float32Tensor, noDropout, type TensorOf} from '@retune/encoder';
import type {FeedArray} from './model-input.js';
import type {ExecutorState, MicroBatch, StepExecutor, StepResult} from './step-executor.js';
import {batchLoss, stepFeedSpecs, type TrainingProgram} from './training-program.js';

/** Runs a program's step, and its evaluation, each as one call of a compiled TensorFlow graph. */
export class GraphExecutor implements StepExecutor {
  readonly #session: TrainingSession<'logits'>;

  /** Throws GraphError where the program can't be compiled. */
  constructor(program: TrainingProgram) {
    const trainable = tensorsOf(program.trainable);
    const frozen = tensorsOf(program.frozen);
    try {
      this.#session = compileTraining({
        trainable,
        frozen,
        loss: {
          feeds: stepFeedSpecs(program),
          compute: (fed, variables) => batchLoss(program, fed, finder(variables)),
        },
        optimizer: program.optimizer,
        functions: {
          logits: {
            feeds: program.input.feeds,
            compute: (fed, variables) => ({logits: program.input.logits(fed, finder(variables), noDropout)}),
          },
        },
      });
    } finally {
      tf.dispose([trainable, frozen]);
    }
  }

  step(batches: Iterable<MicroBatch>, learningRate: number): StepResult {
    let loss = 0;
    for (const {feeds, weight} of batches) {
      // A batch alone needs no sum of gradients, which would take a pass over memory.
      if (weight === 1) return this.#session.step(feeds, learningRate);
      loss += weight * this.#session.accumulate(feeds, weight);
    }
    return {loss, gradientNorm: this.#session.applyAccumulated(learningRate)};
  }

  logits(feeds: Readonly<Record<string, FeedArray>>): Float32Array {
    return this.#session.graph.run('logits', feeds).logits?.values as Float32Array;
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
