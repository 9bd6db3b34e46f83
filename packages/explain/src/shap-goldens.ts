import {readFileSync} from 'node:fs';
import {Tokenizer} from 'tokenizers';
import {type SpecialTokens, specialTokensOf} from './special-tokens.js';
import {type MaskableText, maskableText} from './text-masker.js';

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
  mask_samples: {mask: string; text: string; token_ids: number[]; outputs: number[]}[];
  batches_sent?: string[][];
  exact_shapley?: number[][];
}

export const GOLDEN_CHECKPOINTS = ['tiny-bert', 'tiny-distilbert', 'tiny-roberta', 'tiny-xlm-roberta'];
export const GOLDEN_LABELS = ['sadness', 'anger', 'love', 'surprise', 'fear', 'joy'];
/** Tokens that the models of the goldens can take, special tokens included. */
export const GOLDEN_MAX_LENGTH = 128;

const goldens = new URL('../../../fixtures/goldens/', import.meta.url);

export function goldenFile(checkpoint: string, file: string): string {
  return new URL(`${checkpoint}/${file}`, goldens).pathname;
}

export function shapCases(checkpoint: string): ShapCase[] {
  return JSON.parse(readFileSync(new URL(`shap/${checkpoint}.json`, goldens), 'utf8')).cases;
}

/** The text of a case as the masker takes it, with its checkpoint's tokenizer. */
export async function goldenText(
  checkpoint: string,
  {text, mask_token, collapse_mask_token}: ShapCase,
): Promise<{tokenizer: Tokenizer; special: SpecialTokens; source: MaskableText}> {
  const tokenizer = Tokenizer.fromFile(goldenFile(checkpoint, 'tokenizer.json'));
  const emptyIds = (await tokenizer.encode('')).getIds();
  const special = specialTokensOf(tokenizer, emptyIds, collapse_mask_token ? mask_token : undefined);
  const encoding = await tokenizer.encode(text);
  const source = maskableText(text, {inputIds: encoding.getIds(), offsets: encoding.getOffsets()}, special);
  return {tokenizer, special, source};
}

export function maskOf(bits: string): Uint8Array {
  return Uint8Array.from(bits, Number);
}
