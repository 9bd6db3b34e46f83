import type {ExplainableText, Version} from './explainable-text.js';
import type {ExplanationSteps, MaskRequest} from './part-values.js';

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
  /** What the steps wait for, and what they will probably ask for next. */
  #versions: Version[] = [];
  #likely: Version[] = [];
  #masks = 0;
  #finished: {result: Result} | undefined;

  constructor({text, steps}: ExplanationTask<Result>) {
    this.#text = text;
    this.#steps = steps;
    this.#goOnFrom(steps.next());
  }

  /** The result, once it waits for nothing more. */
  get finished(): {result: Result} | undefined {
    return this.#finished;
  }

  /** Masks whose outputs are known. */
  get masksDone(): number {
    return this.#masks;
  }

  /** Versions, each once, whose outputs are still unknown; at least one until it is finished. */
  wanted(): Version[] {
    const byKey = new Map([...this.#versions, ...this.#likely].map((version) => [version.key, version]));
    return [...byKey.values()].filter(({key}) => !this.#outputs.has(key));
  }

  /** Goes on with the outputs [classes] of {@link wanted}, in the same order. */
  goOn(outputs: readonly Float64Array[]): void {
    for (const [i, {key}] of this.wanted().entries()) this.#outputs.set(key, outputs[i] as Float64Array);
    this.#goOnFrom(this.#answer());
  }

  /** Takes steps as long as all that they ask for is known. */
  #goOnFrom(first: IteratorResult<MaskRequest, Result>): void {
    for (let step = first; ; step = this.#answer()) {
      if (step.done) {
        this.#finished = {result: step.value};
        return;
      }
      this.#versions = this.#text.versions(step.value.masks);
      if (this.#versions.every(({key}) => this.#outputs.has(key))) continue;
      this.#likely = this.#text.versions(step.value.likely ?? []);
      return;
    }
  }

  #answer(): IteratorResult<MaskRequest, Result> {
    this.#masks += this.#versions.length;
    return this.#steps.next(this.#versions.map(({key}) => this.#outputs.get(key) as Float64Array));
  }
}
