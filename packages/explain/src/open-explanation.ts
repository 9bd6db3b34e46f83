import {maskedTexts} from './masked-texts.js';
import {type PartitionOptions, type PartitionValues, partitionValues} from './partition-explainer.js';
import type {SpecialTokens} from './special-tokens.js';
import type {Mask, MaskableText} from './text-masker.js';
import type {TokenTree} from './token-tree.js';

/** The values of one text and what they cost. */
export interface TextExplanation extends PartitionValues {
  /** Texts that SHAP would send to its model for this. */
  textsEvaluated: number;
  /** How many of them differ; each is evaluated once. */
  distinctTexts: number;
}

/** Base value, values and output may be apart by this much, for rounding. */
const ADDITIVITY_TOLERANCE = 1e-5;

/** An explanation in the making: says which texts it waits for, and goes on when it has their outputs. */
export class OpenExplanation {
  readonly #source: MaskableText;
  readonly #special: SpecialTokens;
  readonly #steps: ReturnType<typeof partitionValues>;
  readonly #outputs = new Map<string, Float64Array>();
  #texts: string[] = [];
  #textsEvaluated = 0;
  #masks = 0;
  #finished: TextExplanation | undefined;

  constructor(source: MaskableText, tree: TokenTree, special: SpecialTokens, options: PartitionOptions) {
    this.#source = source;
    this.#special = special;
    this.#steps = partitionValues(tree, options);
    this.#take(this.#steps.next());
  }

  /** The whole explanation, once it waits for nothing more. */
  get finished(): TextExplanation | undefined {
    return this.#finished;
  }

  /** Masks whose outputs are known. */
  get masksDone(): number {
    return this.#masks;
  }

  /** Texts, each once, whose outputs are still unknown. */
  wantedTexts(): string[] {
    return [...new Set(this.#texts)].filter((text) => !this.#outputs.has(text));
  }

  /** Goes on with the outputs [classes] of {@link wantedTexts}, in the same order. */
  goOn(outputs: readonly Float64Array[]): void {
    for (const [i, text] of this.wantedTexts().entries()) this.#outputs.set(text, outputs[i] as Float64Array);
    this.#masks += this.#texts.length;
    this.#take(this.#steps.next(this.#texts.map((text) => this.#outputs.get(text) as Float64Array)));
  }

  #take(step: IteratorResult<Mask[], PartitionValues>): void {
    if (step.done) {
      requireAdditive(step.value, this.#source.text);
      this.#texts = [];
      this.#finished = {
        ...step.value,
        textsEvaluated: this.#textsEvaluated,
        distinctTexts: this.#outputs.size,
      };
      return;
    }
    const {texts, evaluated} = maskedTexts(this.#source, step.value, this.#special);
    this.#texts = texts;
    this.#textsEvaluated += evaluated;
  }
}

/** Throws where base values and values do not add up to the outputs. */
function requireAdditive({baseValues, outputs, values}: PartitionValues, text: string): void {
  outputs.forEach((output, i) => {
    const sum = values.reduce((total, value) => total + (value[i] as number), baseValues[i] as number);
    if (!(Math.abs(sum - output) <= ADDITIVITY_TOLERANCE))
      throw new Error(
        `Internal error: values of class ${i} give ${sum}, not ${output}, for the text "${text}"`,
      );
  });
}
