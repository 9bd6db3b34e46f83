import {type AdamWOptions, correctedRates} from './adamw-rates.js';
import {ACCUMULATION_WEIGHT} from './emit-accumulation.js';
import type {AdamWNodes} from './emit-adamw.js';
import type {FeedValue, GraphArray} from './feed-values.js';
import type {Feeds, GraphSession} from './graph-session.js';
import {meanName, squaresMeanName, type TrainingFunction} from './training-functions.js';

/** All that training goes on from, by trainable variable: with the same batches it gives the same bits. */
export interface TrainingState<Value = FeedValue> {
  /** Steps done. */
  steps: number;
  weights: Readonly<Record<string, Value>>;
  /** AdamW's running means of the gradients and of their squares. */
  means: Readonly<Record<string, Value>>;
  squaresMeans: Readonly<Record<string, Value>>;
}

export interface StepResult {
  /** Before the update. */
  loss: number;
  /** Of all gradients together, before clipping. */
  gradientNorm: number;
}

/** A compiled training step with its variables and AdamW's state, which live here until {@link dispose}. */
export class TrainingSession<Name extends string = never> {
  readonly #graph: GraphSession<Name | TrainingFunction>;
  readonly #trainable: readonly string[];
  readonly #options: AdamWOptions;
  readonly #adamW: Pick<AdamWNodes, 'feeds' | 'decayFactors'>;
  #steps = 0;
  #accumulating = false;

  constructor(parts: {
    graph: GraphSession<Name | TrainingFunction>;
    trainable: readonly string[];
    options: AdamWOptions;
    adamW: Pick<AdamWNodes, 'feeds' | 'decayFactors'>;
  }) {
    this.#graph = parts.graph;
    this.#trainable = parts.trainable;
    this.#options = parts.options;
    this.#adamW = parts.adamW;
    this.#graph.run('training/reset', {});
  }

  /** To run the program's other functions, and to read or assign any variable. */
  get graph(): GraphSession<Name> {
    return this.#graph;
  }

  /** Updates done since the beginning, also before a restore. */
  get steps(): number {
    return this.#steps;
  }

  /** Updates the trainable variables by one batch. */
  step(feeds: Feeds, learningRate: number): StepResult {
    this.#refuseOpenSum();
    const result = this.#graph.run('training/step', {...feeds, ...this.#nextRates(learningRate)});
    return {loss: scalarOf(result.loss), gradientNorm: scalarOf(result.gradientNorm)};
  }

  /**
   * Adds `weight` times a batch's gradients to those of the next update, and gives the batch's loss. Weights
   * that add up to 1 make the update that of the weighted mean of the losses.
   */
  accumulate(feeds: Feeds, weight: number): number {
    const order = this.#accumulating ? 'training/accumulateNext' : 'training/accumulateFirst';
    const result = this.#graph.run(order, {...feeds, [ACCUMULATION_WEIGHT]: scalar(weight)});
    this.#accumulating = true;
    return scalarOf(result.loss);
  }

  /** Updates by what was accumulated; gives the norm of the sum of the gradients before clipping. */
  applyAccumulated(learningRate: number): number {
    if (!this.#accumulating) throw new Error('Internal error: no gradients were accumulated');
    const result = this.#graph.run('training/applyAccumulated', this.#nextRates(learningRate));
    this.#accumulating = false;
    return scalarOf(result.gradientNorm);
  }

  /** Copies the trainable variables out. */
  weights(): Record<string, GraphArray<Float32Array>> {
    return this.#read((name) => name);
  }

  /** Copies out all that {@link restore} needs. Between updates only, not while gradients are accumulated. */
  state(): TrainingState<GraphArray<Float32Array>> {
    this.#refuseOpenSum();
    return {
      steps: this.#steps,
      weights: this.weights(),
      means: this.#read(meanName),
      squaresMeans: this.#read(squaresMeanName),
    };
  }

  /** Goes back to a state of this program, also one of another process. */
  restore({steps, weights, means, squaresMeans}: TrainingState): void {
    const renamed = (values: Feeds, rename: (name: string) => string) =>
      Object.fromEntries(this.#trainable.map((name) => [rename(name), values[name]!]));
    this.#graph.assign({
      ...renamed(weights, (name) => name),
      ...renamed(means, meanName),
      ...renamed(squaresMeans, squaresMeanName),
    });
    this.#steps = steps;
    this.#accumulating = false;
  }

  /** Ends the session and frees its variables. */
  dispose(): void {
    this.#graph.dispose();
  }

  #nextRates(learningRate: number): Feeds {
    this.#steps++;
    const rates = correctedRates(this.#steps, learningRate, this.#options);
    const {feeds, decayFactors} = this.#adamW;
    const decays = [...decayFactors].map(
      ([decay, feed]) => [feed, scalar(1 - learningRate * decay)] as const,
    );
    return {
      [feeds.learningRate]: scalar(rates.learningRate),
      [feeds.epsilon]: scalar(rates.epsilon),
      ...Object.fromEntries(decays),
    };
  }

  #read(rename: (name: string) => string): Record<string, GraphArray<Float32Array>> {
    const arrays = this.#graph.read(this.#trainable.map(rename)) as Record<string, GraphArray<Float32Array>>;
    return Object.fromEntries(this.#trainable.map((name) => [name, arrays[rename(name)]!]));
  }

  #refuseOpenSum(): void {
    if (this.#accumulating) throw new Error('Internal error: accumulated gradients are not applied yet');
  }
}

function scalar(value: number): GraphArray<Float32Array> {
  return {shape: [], values: Float32Array.of(value)};
}

function scalarOf(array: GraphArray | undefined): number {
  return array!.values[0]!;
}
