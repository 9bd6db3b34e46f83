import {
  AdamW,
  clipByGlobalNorm,
  halfToTensor,
  type ParameterGroup,
  ResourceVariable,
  tf,
} from '@retune/backend';
import {type Float32Tensor, noDropout, type TensorOf} from '@retune/encoder';
import type {BatchFeeds, ExecutorState, MicroBatch, StepExecutor, StepResult} from './step-executor.js';
import {batchLoss, type TrainingProgram} from './training-program.js';

/** Runs a program operation by operation: the reference that the graph must equal. */
export class EagerExecutor implements StepExecutor {
  readonly #program: TrainingProgram;
  readonly #frozen: Map<string, tf.Tensor>;
  readonly #trainable: Map<string, ResourceVariable>;
  readonly #adamW: AdamW;

  constructor(program: TrainingProgram) {
    this.#program = program;
    this.#frozen = mapValues(program.frozen, toTensor);
    this.#trainable = mapValues(program.trainable, (tensor) => {
      const initial = toTensor(tensor);
      const variable = new ResourceVariable(initial);
      initial.dispose();
      return variable;
    });
    this.#adamW = new AdamW(this.#parameterGroups(), program.optimizer);
  }

  step(batches: Iterable<MicroBatch>, learningRate: number): StepResult {
    let sum: LossAndGradients | undefined;
    for (const batch of batches) {
      const sumBefore = sum;
      sum = tf.tidy(() => {
        const weighted = this.#weightedGradients(batch);
        return sumBefore === undefined ? weighted : added(sumBefore, weighted);
      });
      if (sumBefore) tf.dispose(sumBefore);
    }
    if (sum === undefined) throw new Error('Internal error: a step without a batch');
    const {gradients, norm} = clipByGlobalNorm(sum.gradients, this.#program.optimizer.maxGradientNorm);
    const result = {loss: scalarOf(sum.loss), gradientNorm: scalarOf(norm)};
    this.#adamW.step(gradients, learningRate);
    tf.dispose([norm, gradients, sum.loss, sum.gradients]);
    return result;
  }

  *logits(batches: Iterable<BatchFeeds>): Generator<Float32Array> {
    for (const feeds of batches) {
      const weights = mapValues(this.#trainable, (variable) => variable.read());
      const logits = tf.tidy(() =>
        this.#program.input.logits(tensorsOf(feeds), this.#tensorOf(weights), noDropout),
      );
      const values = logits.dataSync<'float32'>();
      tf.dispose([logits, ...weights.values()]);
      yield values;
    }
  }

  weights(): Map<string, Float32Tensor> {
    return mapValues(this.#trainable, (variable) => ({shape: variable.shape, data: variable.values()}));
  }

  state(): ExecutorState {
    const {steps, means, squaresMeans} = this.#adamW.state();
    const shaped = (values: ReadonlyMap<string, Float32Array>) =>
      mapValues(this.#trainable, ({shape}, name) => ({shape, data: values.get(name) as Float32Array}));
    return {
      steps,
      parameters: this.weights(),
      means: shaped(means),
      squaresMeans: shaped(squaresMeans),
    };
  }

  restore({steps, parameters, means, squaresMeans}: ExecutorState): void {
    for (const [name, variable] of this.#trainable)
      variable.assignValues((parameters.get(name) as Float32Tensor).data);
    const valuesOf = (tensors: ReadonlyMap<string, Float32Tensor>) => mapValues(tensors, ({data}) => data);
    this.#adamW.restore({steps, means: valuesOf(means), squaresMeans: valuesOf(squaresMeans)});
  }

  dispose(): void {
    tf.dispose([...this.#frozen.values()]);
    this.#adamW.dispose();
    for (const variable of this.#trainable.values()) variable.dispose();
  }

  #weightedGradients({feeds, weight}: MicroBatch): LossAndGradients {
    const names = [...this.#trainable.keys()];
    const weights = names.map((name) => (this.#trainable.get(name) as ResourceVariable).read());
    const byName = new Map(names.map((name, i) => [name, weights[i] as tf.Tensor]));
    const fed = tensorsOf(feeds);
    const loss = () => batchLoss(this.#program, fed, this.#tensorOf(byName));
    const {value, grads} = tf.valueAndGrads(loss)(weights);
    const gradients = names.map((name, i) => [name, (grads[i] as tf.Tensor).mul(weight)] as const);
    return {loss: value.mul(weight), gradients: Object.fromEntries(gradients)};
  }

  #tensorOf(weights: ReadonlyMap<string, tf.Tensor>): TensorOf {
    return (name) => {
      const tensor = weights.get(name) ?? this.#frozen.get(name);
      if (tensor === undefined) throw new Error(`Internal error: the program has no tensor ${name}`);
      return tensor;
    };
  }

  #parameterGroups(): ParameterGroup[] {
    const {weightDecay, rateFactor} = this.#program.optimizer;
    return [...this.#trainable].map(([name, variable]) => ({
      parameters: {[name]: variable},
      weightDecay: weightDecay(name),
      rateFactor: rateFactor(name),
    }));
  }
}

type LossAndGradients = {loss: tf.Tensor; gradients: tf.NamedTensorMap};

function added(a: LossAndGradients, b: LossAndGradients): LossAndGradients {
  const gradients = Object.entries(a.gradients).map(
    ([name, gradient]) => [name, gradient.add(b.gradients[name] as tf.Tensor)] as const,
  );
  return {loss: a.loss.add(b.loss), gradients: Object.fromEntries(gradients)};
}

function scalarOf(tensor: tf.Tensor): number {
  return tensor.dataSync()[0] as number;
}

function tensorsOf(feeds: BatchFeeds): tf.NamedTensorMap {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, {shape, values}]) => [
      name,
      values instanceof Uint16Array ? halfToTensor(values, shape) : tf.tensor(values, [...shape]),
    ]),
  );
}

function toTensor({shape, data}: Float32Tensor): tf.Tensor {
  return tf.tensor(data, [...shape]);
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A, name: string) => B): Map<string, B> {
  return new Map([...map].map(([name, value]) => [name, change(value, name)]));
}
