import {tf} from '../tensorflow.js';

interface ReferenceOptions {
  weightDecay: (name: string) => number;
  maxGradientNorm: number;
  rateFactor?: (name: string) => number;
}

interface Slot {
  weights: Float32Array;
  mean: Float64Array;
  squaresMean: Float64Array;
}

/**
 * AdamW as PyTorch's documentation writes it, in loops of double precision, on gradients by eager tfjs: what
 * the compiled step is tested against.
 */
export class ReferenceTraining {
  readonly #shapes: Readonly<Record<string, number[]>>;
  readonly #slots: Readonly<Record<string, Slot>>;
  readonly #loss: (feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap) => tf.Scalar;
  readonly #options: ReferenceOptions;
  #steps = 0;

  constructor(
    weights: tf.NamedTensorMap,
    loss: (feeds: tf.NamedTensorMap, weights: tf.NamedTensorMap) => tf.Scalar,
    options: ReferenceOptions,
  ) {
    this.#loss = loss;
    this.#options = options;
    this.#shapes = Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, tensor.shape]));
    this.#slots = Object.fromEntries(
      Object.entries(weights).map(([name, tensor]) => [
        name,
        {
          weights: tensor.dataSync().slice() as Float32Array,
          mean: new Float64Array(tensor.size),
          squaresMean: new Float64Array(tensor.size),
        },
      ]),
    );
  }

  /** The weights by name, as they are now. */
  weights(): Record<string, Float32Array> {
    return Object.fromEntries(Object.entries(this.#slots).map(([name, slot]) => [name, slot.weights]));
  }

  /** The running means of the clipped gradients, by name. */
  means(): Record<string, Float64Array> {
    return Object.fromEntries(Object.entries(this.#slots).map(([name, slot]) => [name, slot.mean]));
  }

  /** One step; several batches count by their weights. */
  step(
    batches: readonly {feeds: tf.NamedTensorMap; weight: number}[],
    learningRate: number,
  ): {loss: number; gradientNorm: number} {
    const {loss, gradients} = this.#gradients(batches);
    const squares = Object.values(gradients).map((gradient) => gradient.reduce((sum, g) => sum + g * g, 0));
    const gradientNorm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    const clip = Math.min(1, this.#options.maxGradientNorm / (gradientNorm + 1e-6));
    this.#steps++;
    const {weightDecay, rateFactor = () => 1} = this.#options;
    for (const [name, slot] of Object.entries(this.#slots))
      this.#update(slot, gradients[name]!, clip, learningRate * rateFactor(name), weightDecay(name));
    return {loss, gradientNorm};
  }

  #update(slot: Slot, gradient: Float64Array, clip: number, learningRate: number, weightDecay: number): void {
    const {weights, mean, squaresMean} = slot;
    gradient.forEach((raw, i) => {
      const g = raw * clip;
      mean[i] = 0.9 * mean[i]! + 0.1 * g;
      squaresMean[i] = 0.999 * squaresMean[i]! + 0.001 * g * g;
      const m = mean[i]! / (1 - 0.9 ** this.#steps);
      const v = squaresMean[i]! / (1 - 0.999 ** this.#steps);
      weights[i] =
        weights[i]! * (1 - learningRate * weightDecay) - (learningRate * m) / (Math.sqrt(v) + 1e-8);
    });
  }

  #gradients(batches: readonly {feeds: tf.NamedTensorMap; weight: number}[]): {
    loss: number;
    gradients: Record<string, Float64Array>;
  } {
    const names = Object.keys(this.#slots);
    const gradients = Object.fromEntries(
      names.map((name) => [name, new Float64Array(this.#slots[name]!.weights.length)]),
    );
    let loss = 0;
    for (const {feeds, weight} of batches)
      tf.tidy(() => {
        const parameters = names.map((name) =>
          tf.tensor(this.#slots[name]!.weights.slice(), this.#shapes[name]!),
        );
        const result = tf.valueAndGrads((...tensors: tf.Tensor[]) =>
          this.#loss(feeds, Object.fromEntries(names.map((name, i) => [name, tensors[i]!]))),
        )(parameters);
        loss += weight * result.value.dataSync()[0]!;
        names.forEach((name, i) => {
          result.grads[i]!.dataSync().forEach((g, j) => {
            gradients[name]![j]! += weight * g;
          });
        });
      });
    return {loss, gradients};
  }
}
