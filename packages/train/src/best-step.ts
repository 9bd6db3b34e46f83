import type {Float32Tensor} from '@retune/encoder';
import {isHigherBetter, type MetricName, type ValidationMetrics} from './validation-metrics.js';

/** Which step is best, and when to stop looking for a better one. */
export interface BestStepOptions {
  bestMetric: MetricName;
  /** Evaluations without improvement after which training stops; 0 never stops it. */
  earlyStoppingPatience: number;
  /** What the metric must gain at least to count as improvement. */
  earlyStoppingThreshold: number;
}

/** A step that was evaluated, with copies of the weights it had made. */
export interface EvaluatedStep {
  /** Counted from 1. */
  step: number;
  /** Undefined where there are no validation rows. */
  value: number | undefined;
  weights: Map<string, Float32Tensor>;
}

/** What {@link BestStep} goes on from. */
export interface BestStepState {
  best: EvaluatedStep | undefined;
  evaluationsWithoutImprovement: number;
}

const nothing: BestStepState = {best: undefined, evaluationsWithoutImprovement: 0};

/** Keeps the best of the steps offered, the first of equals; the last one where nothing is measured. */
export class BestStep {
  readonly #options: BestStepOptions;
  #best: EvaluatedStep | undefined;
  #evaluationsWithoutImprovement: number;

  /** Goes on from what was found before. */
  constructor(options: BestStepOptions, {best, evaluationsWithoutImprovement}: BestStepState = nothing) {
    this.#options = options;
    this.#best = best;
    this.#evaluationsWithoutImprovement = evaluationsWithoutImprovement;
  }

  get state(): BestStepState {
    return {best: this.#best, evaluationsWithoutImprovement: this.#evaluationsWithoutImprovement};
  }

  offer(
    step: number,
    metrics: ValidationMetrics | undefined,
    copyWeights: () => Map<string, Float32Tensor>,
  ): void {
    const value = metrics?.[this.#options.bestMetric];
    const gain = this.#gainOver(value);
    if (gain > 0) this.#best = {step, value, weights: copyWeights()};
    // As in transformers' EarlyStoppingCallback, a small gain makes a step the best but does not win patience.
    if (gain > this.#options.earlyStoppingThreshold) this.#evaluationsWithoutImprovement = 0;
    else this.#evaluationsWithoutImprovement++;
  }

  /** Whether so many evaluations brought no improvement that training stops. */
  get patienceIsOver(): boolean {
    const {earlyStoppingPatience} = this.#options;
    return earlyStoppingPatience > 0 && this.#evaluationsWithoutImprovement >= earlyStoppingPatience;
  }

  get best(): EvaluatedStep {
    if (this.#best === undefined) throw new Error('Internal error: no step was evaluated');
    return this.#best;
  }

  #gainOver(value: number | undefined): number {
    const best = this.#best?.value;
    if (value === undefined || best === undefined) return Number.POSITIVE_INFINITY;
    return isHigherBetter(this.#options.bestMetric) ? value - best : best - value;
  }
}
