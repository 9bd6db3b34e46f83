import {applyAdam} from './apply-adam.js';
import {adamWDefaults, correctedRates} from './graph/adamw-rates.js';
import {ResourceVariable} from './resource-variable.js';
import {tf} from './tensorflow.js';

/** Parameters with one rate of decay and one of learning; usually matrices decay, biases and norms do not. */
export interface ParameterGroup {
  readonly parameters: Readonly<Record<string, ResourceVariable>>;
  /** Share of a parameter that a step takes away, times the learning rate; 0 or more. */
  readonly weightDecay: number;
  /** What their learning rate is multiplied by, above 0; 1 by default. */
  readonly rateFactor?: number;
}

export interface AdamWOptions {
  /** Decay of the mean of the gradients, 0 to below 1. */
  readonly beta1?: number;
  /** Decay of the mean of their squares, 0 to below 1. */
  readonly beta2?: number;
  /** Added to the root of that mean, above 0. */
  readonly epsilon?: number;
}

/** What the next update depends on beside its gradients, by parameter and row-major. */
export interface AdamWState {
  /** Steps done. */
  readonly steps: number;
  /** Running means of the gradients. */
  readonly means: ReadonlyMap<string, Float32Array>;
  /** Running means of their squares. */
  readonly squaresMeans: ReadonlyMap<string, Float32Array>;
}

interface Slot {
  readonly parameter: ResourceVariable;
  readonly mean: ResourceVariable;
  readonly squaresMean: ResourceVariable;
  readonly weightDecay: number;
  readonly rateFactor: number;
}

/**
 * AdamW (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019), updating the parameters in
 * place. Gives the numbers of `torch.optim.AdamW` up to the rounding of float32.
 */
export class AdamW {
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #options: Required<AdamWOptions>;
  #steps = 0;

  /** The parameters stay the caller's; {@link dispose} frees the optimizer's own state. */
  constructor(
    groups: readonly ParameterGroup[],
    {
      beta1 = adamWDefaults.beta1,
      beta2 = adamWDefaults.beta2,
      epsilon = adamWDefaults.epsilon,
    }: AdamWOptions = {},
  ) {
    this.#options = {beta1, beta2, epsilon};
    this.#slots = slotsOf(groups);
  }

  /** Steps done. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * One update of every parameter. `gradients` are by the parameters' names, stay the caller's, and must be
   * there for all. Free what {@link ResourceVariable.read} gave before.
   */
  step(gradients: Readonly<Record<string, tf.Tensor>>, learningRate: number): void {
    this.#steps++;
    const corrected = correctedRates(this.#steps, learningRate, this.#options);
    const rates = {...this.#options, epsilon: corrected.epsilon};
    for (const [name, slot] of this.#slots) {
      const gradient = gradients[name];
      if (gradient === undefined) throw new Error(`AdamW was given no gradient of ${name}`);
      const {parameter, weightDecay, rateFactor} = slot;
      if (weightDecay > 0) decay(parameter, 1 - learningRate * rateFactor * weightDecay);
      applyAdam(slot, gradient, {...rates, learningRate: corrected.learningRate * rateFactor});
    }
  }

  /** Copies the running means out. */
  state(): AdamWState {
    const copies = (pick: (slot: Slot) => ResourceVariable) =>
      new Map([...this.#slots].map(([name, slot]) => [name, pick(slot).values()]));
    return {
      steps: this.#steps,
      means: copies(({mean}) => mean),
      squaresMeans: copies(({squaresMean}) => squaresMean),
    };
  }

  /** Goes back to a state of an optimizer of the same parameters, also one of another process. */
  restore({steps, means, squaresMeans}: AdamWState): void {
    this.#steps = steps;
    for (const [name, {mean, squaresMean}] of this.#slots) {
      mean.assignValues(valuesOf(means, name));
      squaresMean.assignValues(valuesOf(squaresMeans, name));
    }
  }

  /** Frees the means; the parameters stay. */
  dispose(): void {
    for (const {mean, squaresMean} of this.#slots.values()) {
      mean.dispose();
      squaresMean.dispose();
    }
  }
}

function slotsOf(groups: readonly ParameterGroup[]): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  for (const {parameters, weightDecay, rateFactor = 1} of groups)
    for (const [name, parameter] of Object.entries(parameters)) {
      if (slots.has(name)) throw new Error(`Parameter ${name} is in two groups`);
      slots.set(name, {
        parameter,
        mean: zerosLike(parameter),
        squaresMean: zerosLike(parameter),
        weightDecay,
        rateFactor,
      });
    }
  return slots;
}

function valuesOf(means: ReadonlyMap<string, Float32Array>, name: string): Float32Array {
  const values = means.get(name);
  if (values === undefined) throw new Error(`Internal error: the state has no mean for ${name}`);
  return values;
}

function zerosLike({shape}: ResourceVariable): ResourceVariable {
  const zeros = tf.zeros([...shape]);
  const variable = new ResourceVariable(zeros);
  zeros.dispose();
  return variable;
}

function decay(parameter: ResourceVariable, factor: number): void {
  const decayed = tf.tidy(() => parameter.read().mul(factor));
  parameter.assign(decayed);
  decayed.dispose();
}
