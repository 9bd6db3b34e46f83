import {StageError} from '@retune/stage';

/** What a model can take in. */
export interface ModelLimits {
  /** Longest row in tokens, special tokens included. */
  readonly positions: number;
  /** Token ids are below this. */
  readonly vocabularySize: number;
}

/** These number positions from the padding id + 1, so that many rows of their position table are never used. */
const POSITIONS_AFTER_PADDING = new Set(['roberta', 'xlm-roberta']);

/** Reads a checkpoint's config.json. Throws {@link StageError} where it does not say what is needed. */
export function modelLimits(configText: string): ModelLimits {
  const config = parsed(configText);
  const positions = wholeNumber(config, 'max_position_embeddings');
  const unused = POSITIONS_AFTER_PADDING.has(String(config.model_type))
    ? wholeNumber({pad_token_id: 1, ...config}, 'pad_token_id') + 1
    : 0;
  return {positions: positions - unused, vocabularySize: wholeNumber(config, 'vocab_size')};
}

/** Refuses a maxLength for which the model has no positions: longer rows would fail in training. */
export function requirePositions(maxLength: number, {positions}: ModelLimits): void {
  if (maxLength <= positions) return;
  throw new StageError({
    where: 'tokenize.maxLength',
    what: `${maxLength} tokens are more than the ${positions} that the checkpoint's model can take`,
    mend: `Set it to ${positions} or less.`,
  });
}

function parsed(configText: string): Record<string, unknown> {
  try {
    return JSON.parse(configText) as Record<string, unknown>;
  } catch (error) {
    throw unusable(`is not valid JSON (${(error as Error).message})`);
  }
}

function wholeNumber(config: Record<string, unknown>, name: string): number {
  const value = config[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw unusable(value === undefined ? `has no ${name}` : `has no whole number in ${name}`);
}

function unusable(fault: string): StageError {
  return new StageError({
    where: 'config.json',
    what: `the checkpoint's configuration ${fault}`,
    mend: 'Name a checkpoint of a BERT, DistilBERT, RoBERTa or XLM-RoBERTa model.',
  });
}
