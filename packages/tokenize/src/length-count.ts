import type {TokenizedText} from './tokenized-text.js';

/** Counts how long the rows are, for the line that sums them up. */
export class LengthCount {
  rows = 0;
  truncated = 0;
  #tokens = 0;
  #longest = 0;

  add(texts: readonly TokenizedText[]): void {
    for (const {inputIds, truncated} of texts) {
      this.rows++;
      this.#tokens += inputIds.length;
      this.#longest = Math.max(this.#longest, inputIds.length);
      if (truncated) this.truncated++;
    }
  }

  /** Such as `20000 rows, 22.3 tokens a row, 87 at most`. */
  toString(): string {
    const mean = this.rows === 0 ? 0 : this.#tokens / this.rows;
    return `${this.rows} rows, ${mean.toFixed(1)} tokens a row, ${this.#longest} at most`;
  }
}
