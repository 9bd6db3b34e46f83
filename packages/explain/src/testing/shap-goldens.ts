import {readFileSync} from 'node:fs';
import {goldenPath} from '@retune/encoder/testing';
import {loadTokenizer} from '../load-tokenizer.js';
import {type TextEncoder, textEncoder} from '../text-encoder.js';
import {type MaskableText, maskableText} from '../text-masker.js';

/** One explanation by Python's shap; fixtures/goldens/shap/README.md tells what the fields mean. */
export interface ShapCase {
  name: string;
  text: string;
  max_evals: number;
  batch_size: number;
  fixed_context: 0 | 1 | null;
  truncation: boolean;
  mask_token: string;
  collapse_mask_token: boolean;
  tokens: string[];
  token_ids: number[];
  fixed_positions: number[];
  cluster_tokens: string[];
  clustering: [number, number, number, number][];
  base_values: number[];
  full_values: number[];
  values: number[][];
  hierarchical_values: number[][];
  masks_counted: number;
  texts_evaluated: number;
  distinct_texts: number;
  masks_to_finish_tree: number | null;
  exact_shapley?: number[][];
  mask_samples: {mask: string; text: string; token_ids: number[]; outputs: number[]}[];
}

/** Tokens that the models of the goldens can take, special tokens included. */
export const GOLDEN_MAX_LENGTH = 128;

export function shapCases(checkpoint: string): ShapCase[] {
  const file = new URL(`../../../../fixtures/goldens/shap/${checkpoint}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).cases;
}

/** The text of a case as the masker takes it, with its checkpoint's tokenizer. */
export async function goldenText(
  checkpoint: string,
  {text, mask_token, collapse_mask_token}: ShapCase,
): Promise<{encoder: TextEncoder; source: MaskableText}> {
  const tokenizer = loadTokenizer(goldenPath(checkpoint, 'tokenizer.json'));
  const encoder = await textEncoder(
    tokenizer,
    GOLDEN_MAX_LENGTH,
    collapse_mask_token ? mask_token : undefined,
  );
  const encoding = await tokenizer.encode(text);
  const encoded = {inputIds: encoding.getIds(), offsets: encoding.getOffsets()};
  return {encoder, source: maskableText(text, encoded, encoder.special)};
}

export function maskOf(bits: string): Uint8Array {
  return Uint8Array.from(bits, Number);
}
