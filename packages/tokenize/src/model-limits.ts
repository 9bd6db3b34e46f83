import {longestRow, readEncoderConfig} from '@retune/encoder/config';
import {StageError} from '@retune/stage';

/** What a model can take in. */
export interface ModelLimits {
  /** Longest row in tokens, special tokens included. */
  readonly positions: number;
  /** Token ids are below this. */
  readonly vocabularySize: number;
}

/** Reads a checkpoint's config.json. Throws {@link StageError} where it is no encoder's that is supported. */
export function modelLimits(configText: string): ModelLimits {
  const config = readEncoderConfig(configText);
  return {positions: longestRow(config), vocabularySize: config.vocabularySize};
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
