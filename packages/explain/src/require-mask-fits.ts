import {StageError} from '@retune/stage';
import type {ExplainParams} from './params.js';
import type {TextEncoder} from './text-encoder.js';

/** Throws {@link StageError} where the mask is no token, or more than one for a method that puts in one. */
export function requireMaskFits(
  {special: {maskToken}, maskIds}: Pick<TextEncoder, 'special' | 'maskIds'>,
  {method}: Pick<ExplainParams, 'method'>,
): void {
  if (maskIds.length === 0)
    throw new StageError({
      where: 'explain.maskToken',
      what: `the checkpoint's tokenizer makes no token of "${maskToken}", so that it hides nothing`,
      mend: 'Name a text that has a token, or leave the param out for the tokenizer’s own mask.',
    });
  if (method === 'integratedGradients' && maskIds.length > 1)
    throw new StageError({
      where: 'explain.maskToken',
      what: `integrated gradients hide each token by one, but "${maskToken}" is ${maskIds.length} of them`,
      mend: 'Name a single token, or leave the param out for the tokenizer’s own mask.',
    });
}
