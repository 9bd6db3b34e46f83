import type {ClassifierSettings} from '@retune/artifacts';
import type {HiddenStateRows} from '@retune/encoder';
import {StageError} from '@retune/stage';

/**
 * Throws {@link StageError} where cached hidden states are not those that the classifier would compute: made
 * from other rows, or through layers that training changed.
 *
 * @param rows of the tokens table
 */
export function requireFeaturesFit(
  features: Pick<HiddenStateRows, 'rows' | 'frozenLayers'>,
  rows: number,
  {frozenLayers}: Pick<ClassifierSettings, 'frozenLayers'>,
): void {
  const where = 'inputs of evaluate: features';
  if (features.rows !== rows)
    throw new StageError({
      where,
      what: `they have ${features.rows} rows, the tokens ${rows}`,
      mend: 'Wire tokens and features that were made from each other.',
    });
  if (frozenLayers === 'none' || features.frozenLayers > frozenLayers)
    throw new StageError({
      where,
      what: `they are the output of layer ${features.frozenLayers}, but training changed layers before it`,
      mend: 'Wire the features that train read, or none.',
    });
}
