import type {Float32Tensor, InputIds} from '@retune/encoder';

/**
 * The words (token ids) that some texts use. Training changes their embeddings alone: those of all other words
 * have no gradient, so AdamW keeps their means at 0 and only decays them. A step on the rows of the used words is
 * therefore the step on the whole table, at a fraction of its cost.
 */
export class UsedWords {
  /** Rising. */
  readonly #words: readonly number[];
  /** [vocabulary] place of each used word among them. */
  readonly #places: Int32Array;

  constructor(texts: readonly InputIds[], vocabularySize: number) {
    const isUsed = new Uint8Array(vocabularySize);
    for (const text of texts) for (const word of text) isUsed[word] = 1;
    this.#words = Array.from(isUsed.keys()).filter((word) => isUsed[word] === 1);
    this.#places = new Int32Array(vocabularySize);
    this.#words.forEach((word, place) => {
      this.#places[word] = place;
    });
  }

  /** A text in places among the used words. */
  placesIn(text: InputIds): Int32Array {
    return Int32Array.from(text, (word) => this.#places[word] as number);
  }

  /** The rows [used words, hidden] of a table [vocabulary, hidden]. */
  rowsOf({shape, data}: Float32Tensor): Float32Tensor {
    const hiddenSize = shape[1] as number;
    const rows = new Float32Array(this.#words.length * hiddenSize);
    this.#words.forEach((word, place) => {
      rows.set(data.subarray(word * hiddenSize, (word + 1) * hiddenSize), place * hiddenSize);
    });
    return {shape: [this.#words.length, hiddenSize], data: rows};
  }

  /** The table with `rows` [used words, hidden] in their places, all others times `decay`. */
  tableWith({data: rows}: Float32Tensor, table: Float32Tensor, decay: number): Float32Tensor {
    const {shape} = table;
    const hiddenSize = shape[1] as number;
    const data = table.data.map((value) => value * decay);
    this.#words.forEach((word, place) => {
      data.set(rows.subarray(place * hiddenSize, (place + 1) * hiddenSize), word * hiddenSize);
    });
    return {shape, data};
  }
}

/** What AdamW leaves of a number without gradient: the product of 1 - learningRate · decayRate over all steps. */
export function decayOver(learningRates: readonly number[], decayRate: number): number {
  return learningRates.reduce((left, rate) => left * (1 - rate * decayRate), 1);
}
