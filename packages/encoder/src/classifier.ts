import {tf} from '@retune/backend';
import {type ClassifierSource, readClassifierWeights} from './classifier-weights.js';
import type {EncoderConfig} from './encoder-config.js';
import type {RefinedStateRows} from './feature-rows.js';
import {hiddenStatesAfter, logitsFromHiddenStates, logitsFromTokens} from './forward.js';
import {hiddenInput, padRefinedRows} from './hidden-batch.js';
import {lengthBatches} from './length-batches.js';
import {type InputIds, padRows, tokenInput} from './token-batch.js';
import type {TensorOf} from './weights.js';
import type {Float32Tensor} from './write-safetensors.js';

/** Padded tokens of a batch: with fewer the cores idle, with more nothing is won. */
const TOKENS_PER_BATCH = 2048;

/** Reads a classifier from its files; see {@link ClassifierSource}. Dispose it after use. */
export async function loadClassifier(source: Omit<ClassifierSource, 'wanted'>): Promise<Classifier> {
  const {config, tensors} = await readClassifierWeights(source);
  return new Classifier(config, tensors);
}

/** A text classifier ready to compute logits. Rows may have any lengths; batches are formed inside. */
export class Classifier {
  readonly config: EncoderConfig;
  readonly #tensors: Map<string, tf.Tensor>;

  constructor(config: EncoderConfig, tensors: ReadonlyMap<string, Float32Tensor>) {
    this.config = config;
    this.#tensors = new Map([...tensors].map(([name, {shape, data}]) => [name, tf.tensor(data, [...shape])]));
  }

  /** Logits [classes] of each row of token ids, in the order given. */
  async logits(rows: readonly InputIds[]): Promise<Float32Array[]> {
    const lengths = rows.map((row) => row.length);
    return await this.#byBatches(lengths, (batch) =>
      logitsFromTokens(this.config, this.#tensorOf, tokenInput(padRows(this.config, pick(rows, batch)))),
    );
  }

  /** Logits [classes] of each of `rows` from their cached hidden states, in the order given. */
  async logitsFromFeatures(features: RefinedStateRows, rows: readonly number[]): Promise<Float32Array[]> {
    const lengths = rows.map((row) => features.tokens(row));
    return await this.#byBatches(lengths, (batch) =>
      logitsFromHiddenStates(
        this.config,
        this.#tensorOf,
        hiddenInput(padRefinedRows(features, pick(rows, batch))),
        {layers: features.frozenLayers},
      ),
    );
  }

  /**
   * Hidden states of each row after the embeddings and the first `layers` layers: row-major [tokens, hidden],
   * in the order given.
   */
  async hiddenStates(rows: readonly InputIds[], layers: number): Promise<Float32Array[]> {
    const lengths = rows.map((row) => row.length);
    const padded = await this.#byBatches(lengths, (batch) =>
      hiddenStatesAfter(this.config, this.#tensorOf, tokenInput(padRows(this.config, pick(rows, batch))), {
        layers,
      }),
    );
    return padded.map((values, row) => values.subarray(0, (lengths[row] as number) * this.config.hiddenSize));
  }

  dispose(): void {
    tf.dispose([...this.#tensors.values()]);
    this.#tensors.clear();
  }

  readonly #tensorOf: TensorOf = (name) => {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new Error(`Internal error: the classifier has no tensor ${name}`);
    return tensor;
  };

  /** Computes [batch, ...] for batches of similar length; gives each row's part, in the order of `lengths`. */
  async #byBatches(
    lengths: readonly number[],
    compute: (batch: readonly number[]) => tf.Tensor,
  ): Promise<Float32Array[]> {
    const results: Float32Array[] = new Array(lengths.length);
    for (const batch of lengthBatches(lengths, TOKENS_PER_BATCH)) {
      const tensor = tf.tidy(() => compute(batch));
      const values = (await tensor.data()) as Float32Array;
      tensor.dispose();
      const width = values.length / batch.length;
      batch.forEach((row, i) => {
        results[row] = values.slice(i * width, (i + 1) * width);
      });
    }
    return results;
  }
}

function pick<T>(items: readonly T[], places: readonly number[]): T[] {
  return places.map((place) => items[place] as T);
}
