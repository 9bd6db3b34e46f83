import {softmax} from '@retune/encoder';
import {StageError} from '@retune/stage';
import type {Tokenizer} from 'tokenizers';
import type {ClassifyTexts} from './explain-texts.js';
import type {TextClassifier} from './graph-classifier.js';
import type {SpecialTokens} from './special-tokens.js';
import {truncatedIds} from './truncated-ids.js';

/** The classifier as the explainer asks it: texts in, probabilities out. */
export interface MaskedModel {
  classifier: Pick<TextClassifier, 'logits'>;
  /** Without truncation and padding. */
  tokenizer: Pick<Tokenizer, 'encodeBatch'>;
  special: SpecialTokens;
  /** Tokens that the classifier is given at most, special tokens included. */
  maxLength: number;
}

/**
 * Tokenizes masked texts in one call and gives their probabilities [classes]. Throws {@link StageError} where
 * a classifier gives numbers that are not finite.
 */
export function classifyWith({classifier, tokenizer, special, maxLength}: MaskedModel): ClassifyTexts {
  return async (texts) => {
    const encodings = await tokenizer.encodeBatch(texts);
    const rows = encodings.map((encoding) => truncatedIds(encoding.getIds(), maxLength, special));
    const logits = await classifier.logits(rows);
    for (const [i, row] of logits.entries()) requireFinite(row, texts[i] as string);
    return logits.map(softmax);
  };
}

function requireFinite(logits: Float32Array, text: string): void {
  if (logits.every(Number.isFinite)) return;
  throw new StageError({
    where: 'model',
    what: `the classifier gives no finite number for the text "${text.slice(0, 80)}"`,
    mend: 'Its training went astray: train again with a lower learningRate.',
  });
}
