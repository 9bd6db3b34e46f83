import {
  type EncoderConfig,
  type FrozenLayers,
  type HiddenStateRows,
  rowLengthProblems,
} from '@retune/encoder';
import {StageError} from '@retune/stage';
import type {Examples} from './examples.js';
import {labelProblems} from './label-problems.js';
import {paramProblems} from './param-problems.js';
import type {TrainParams} from './params.js';

/** Throws StageError listing what makes the examples unfit for training, or the params for the examples. */
export function requireTrainable(examples: Examples, config: EncoderConfig, params: TrainParams): void {
  const longest = examples.lengths.reduce((most, length) => Math.max(most, length), 0);
  const problems = [
    ...labelProblems(examples),
    ...rowLengthProblems(longest, config),
    ...paramProblems(examples, params),
  ];
  if (problems.length > 0) throw new StageError(problems);
}

/**
 * The layers that stay frozen: those asked for, which must be those of the features where there are any.
 * Throws StageError where they do not fit one another or the encoder.
 */
export function agreedFrozenLayers(
  asked: FrozenLayers | undefined,
  config: EncoderConfig,
  features: HiddenStateRows | undefined,
): FrozenLayers {
  const where = 'train.frozenLayers';
  if (asked !== undefined && asked !== 'none' && asked > config.layers)
    throw new StageError({
      where,
      what: `${asked} layers are to be frozen, but the checkpoint's encoder has ${config.layers}`,
      mend: `Set a number from 0 to ${config.layers}, or none.`,
    });
  if (features === undefined) return asked ?? 'none';
  if (asked === undefined || asked === features.frozenLayers) return features.frozenLayers;
  throw new StageError({
    where,
    what: `it is ${asked}, but the features were made with ${features.frozenLayers} frozen layers`,
    mend: `Leave it out, or set encode.frozenLayers to the same${asked === 'none' ? ', or train without features' : ''}.`,
  });
}

/** Throws StageError where low-rank adapters are asked for but no layer is left to have them. */
export function requireLayersToAdapt(
  loraRank: number,
  frozenLayers: FrozenLayers,
  {layers}: EncoderConfig,
): void {
  if (loraRank === 0 || frozenLayers !== layers) return;
  throw new StageError({
    where: 'train.loraRank',
    what: `it is ${loraRank}, but all ${layers} layers are frozen, so that none has a query and value to adapt`,
    mend: 'Freeze fewer layers (encode.frozenLayers, train.frozenLayers), or set train.loraRank to 0.',
  });
}

/** Throws StageError where the features are not those of these examples and this encoder. */
export function requireSameRows(features: HiddenStateRows, {lengths}: Examples, config: EncoderConfig): void {
  const same =
    features.hiddenSize === config.hiddenSize &&
    features.rows === lengths.length &&
    lengths.every((length, row) => features.tokens(row) === length);
  if (same) return;
  throw new StageError({
    where: 'train.features',
    what: 'the features were made from other tokens or by another checkpoint',
    mend: 'Wire checkpoint, tokens and features of one pipeline.',
  });
}
