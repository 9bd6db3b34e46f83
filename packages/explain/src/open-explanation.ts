import type {ExplainableText, Version} from './explainable-text.js';
import type {ExplanationSteps} from './part-values.js';
import type {Mask} from './text-masker.js';

/** A text with the method that is to explain it. */
export interface ExplanationTask<Result> {
  text: Pick<ExplainableText, 'versions'>;
  steps: ExplanationSteps<Result>;
  /** Masks that the steps ask for at most, or thereabouts: for the progress. */
  masks: number;
}

/** An explanation in the making: says which versions it waits for, and goes on when it has their outputs. */
export class OpenExplanation<Result> {
  readonly #text: Pick<ExplainableText, 'versions'>;
  readonly #steps: ExplanationSteps<Result>;
  readonly #outputs = new Map<string, Float64Array>();
  #versions: Version[] = [];
  #masks = 0;
  #finished: {result: Result} | undefined;

  constructor({text, steps}: ExplanationTask<Result>) {
    this.#text = text;
    this.#steps = steps;
    this.#take(steps.next());
  }

  /** The result, once it waits for nothing more. */
  get finished(): {result: Result} | undefined {
    return this.#finished;
  }

  /** Masks whose outputs are known. */
  get masksDone(): number {
    return this.#masks;
  }

  /** Versions, each once, whose outputs are still unknown. */
  wanted(): Version[] {
    const byKey = new Map(this.#versions.map((version) => [version.key, version]));
    return [...byKey.values()].filter(({key}) => !this.#outputs.has(key));
  }

  /** Goes on with the outputs [classes] of {@link wanted}, in the same order. */
  goOn(outputs: readonly Float64Array[]): void {
    for (const [i, {key}] of this.wanted().entries()) this.#outputs.set(key, outputs[i] as Float64Array);
    this.#masks += this.#versions.length;
    this.#take(this.#steps.next(this.#versions.map(({key}) => this.#outputs.get(key) as Float64Array)));
  }

  #take(step: IteratorResult<Mask[], Result>): void {
    if (step.done) this.#finished = {result: step.value};
    this.#versions = step.done ? [] : this.#text.versions(step.value);
  }
}
