import {type AdamWOptions, correctedRates} from './adamw-rates.js';
import type {AdamWNodes} from './emit-adamw.js';
import type {FeedValue, GraphArray} from './feed-values.js';
import type {Feeds, GraphSession} from './graph-session.js';
import {inRounds} from './in-rounds.js';
import {laneName, meanName, squaresMeanName, type TrainingFunction} from './training-functions.js';

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

/** A batch's feeds and its share of the step's loss. */
export interface WeightedBatch {
  feeds: Feeds;
  weight: number;
}

/** The feed of a batch's weight. */
export const BATCH_WEIGHT = 'batchWeight';

/** A compiled training step with its variables and AdamW's state, which live here until {@link dispose}. */
export class TrainingSession<Name extends string = never> {
  readonly #graph: GraphSession<Name | TrainingFunction>;
  readonly #trainable: readonly string[];
  readonly #options: AdamWOptions;
  readonly #adamW: Pick<AdamWNodes, 'feeds' | 'decayFactors'>;
  readonly #lanes: number;
  #steps = 0;

  constructor(parts: {
    graph: GraphSession<Name | TrainingFunction>;
    lanes: number;
    trainable: readonly string[];
    options: AdamWOptions;
    adamW: Pick<AdamWNodes, 'feeds' | 'decayFactors'>;
  }) {
    this.#graph = parts.graph;
    this.#lanes = parts.lanes;
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

  /**
   * Updates the trainable variables once, by the sum of the batches' losses times their weights. As many as there
   * are lanes are computed side by side; where there are more, their gradients are accumulated.
   */
  step(batches: Iterable<WeightedBatch>, learningRate: number): StepResult {
    const rounds = this.#rounds(batches);
    const first = takeNext(rounds);
    if (first === undefined) throw new Error('Internal error: a step without a batch');
    let next = takeNext(rounds);
    if (next === undefined) {
      const result = this.#run('training/step', this.#nextRates(learningRate), first);
      return {loss: scalarOf(result.loss), gradientNorm: scalarOf(result.gradientNorm)};
    }
    let loss = scalarOf(this.#run('training/accumulateFirst', {}, first).loss);
    for (; next !== undefined; next = takeNext(rounds))
      loss += scalarOf(this.#run('training/accumulateNext', {}, next).loss);
    const {gradientNorm} = this.#run('training/applyAccumulated', this.#nextRates(learningRate), []);
    return {loss, gradientNorm: scalarOf(gradientNorm)};
  }

  /** Copies the trainable variables out. */
  weights(): Record<string, GraphArray<Float32Array>> {
    return this.#read((name) => name);
  }

  /** Copies out all that {@link restore} needs. */
  state(): TrainingState<GraphArray<Float32Array>> {
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

  /** Batches as many as there are lanes. A lane for which none is left takes one again, without weight. */
  *#rounds(batches: Iterable<WeightedBatch>): Generator<WeightedBatch[]> {
    for (const round of inRounds(batches, this.#lanes)) {
      const [{feeds}] = round as [WeightedBatch];
      while (round.length < this.#lanes) round.push({feeds, weight: 0});
      yield round;
    }
  }

  #run(
    name: TrainingFunction,
    feeds: Feeds,
    round: readonly WeightedBatch[],
  ): Record<string, GraphArray | undefined> {
    const lanes = round.map((batch, lane) => ({
      name: laneName(lane),
      feeds: {...batch.feeds, [BATCH_WEIGHT]: scalar(batch.weight)},
    }));
    return this.#graph.runTogether([{name, feeds}, ...lanes])[0]!;
  }
}

function takeNext<Item>(items: Iterator<Item>): Item | undefined {
  const {done, value} = items.next();
  return done ? undefined : value;
}

function scalar(value: number): GraphArray<Float32Array> {
  return {shape: [], values: Float32Array.of(value)};
}

function scalarOf(array: GraphArray | undefined): number {
  return array!.values[0]!;
}
