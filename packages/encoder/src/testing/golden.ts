import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {readEncoderConfig} from '../encoder-config.js';

/** Reference values that transformers computed on a tiny checkpoint; see fixtures/goldens/scripts. */
export interface Golden {
  input_ids: number[][];
  attention_mask: number[][];
  logits: number[][];
  /** By layer, embeddings first: the first token's hidden state of the first two texts. */
  hidden_state_first_token_by_layer: number[][][];
  /** With all but the last layer frozen, and with nothing frozen. */
  training: {frozen: GoldenTraining; full: GoldenTraining};
}

/** A training run without dropout; step s takes the texts s % 3 * 8 to s % 3 * 8 + 7. */
export interface GoldenTraining {
  labels: number[];
  trainable: string[];
  lr_by_step: number[];
  loss_by_step: number[];
  'grad_norm_by_step (before clipping)': number[];
  /** Of the first 8 texts, after the last step. */
  logits_after: number[][];
}

export const GOLDEN_MODELS = ['tiny-bert', 'tiny-distilbert', 'tiny-roberta', 'tiny-xlm-roberta'] as const;

/** Path of a file of a tiny checkpoint. */
export function goldenPath(model: string, file: string): string {
  return fileURLToPath(new URL(`../../../../fixtures/goldens/${model}/${file}`, import.meta.url));
}

export function readGolden(model: string): Golden {
  return JSON.parse(readFileSync(goldenPath(model, 'golden.json'), 'utf8')) as Golden;
}

/** The token ids of the golden texts without their padding. */
export function unpaddedInputIds({input_ids, attention_mask}: Golden): number[][] {
  return input_ids.map((ids, row) => ids.filter((_, i) => attention_mask[row]?.[i] === 1));
}

/** Where to load a tiny classifier from, with its own labels. */
export function goldenSource(model: string) {
  const config = goldenPath(model, 'config.json');
  return {
    checkpoint: {config, weights: goldenPath(model, 'model.safetensors')},
    labels: readEncoderConfig(readFileSync(config, 'utf8')).labels,
  };
}
