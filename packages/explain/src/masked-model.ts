import {type InputIds, softmax} from '@retune/encoder';
import type {Tokenizer} from 'tokenizers';
import type {ClassifyVersions} from './explain-texts.js';
import type {ExplainedClassifier} from './explained-classifiers.js';
import type {TextClassifier} from './graph-classifier.js';
import {requireFinite} from './require-finite.js';
import type {SpecialTokens} from './special-tokens.js';
import {truncatedIds} from './truncated-ids.js';

/** The classifier as the explainer asks it: versions of texts in, probabilities out. */
export interface MaskedModel {
  classifier: Pick<TextClassifier, 'logits'>;
  /** Which one it is, for a failure. */
  model: ExplainedClassifier['model'];
  /** Without truncation and padding. */
  tokenizer: Pick<Tokenizer, 'encodeBatch'>;
  special: SpecialTokens;
  /** Tokens that the classifier is given at most, special tokens included. */
  maxLength: number;
}

/**
 * Tokenizes those versions that are texts in one call and gives the probabilities [classes] of all. Throws
 * {@link StageError} where a classifier gives numbers that are not finite.
 */
export function classifyWith({
  classifier,
  model,
  tokenizer,
  special,
  maxLength,
}: MaskedModel): ClassifyVersions {
  return async (versions) => {
    const texts = versions.flatMap(({content}) => (typeof content === 'string' ? [content] : []));
    const encodings = texts.length > 0 ? await tokenizer.encodeBatch(texts) : [];
    const encoded = encodings.values();
    const rows = versions.map(({content}): InputIds => {
      if (typeof content !== 'string') return content;
      return truncatedIds(encoded.next().value?.getIds() as number[], maxLength, special);
    });
    const logits = await classifier.logits(rows);
    for (const row of logits) requireFinite(row, model);
    return logits.map(softmax);
  };
}
