import type {EncoderConfig} from '@retune/encoder';
import {StageError} from '@retune/stage';

/** Layers to apply; throws StageError where the encoder has fewer than asked for. */
export function frozenLayersOf(asked: number | 'all-but-last', {layers}: EncoderConfig): number {
  if (asked === 'all-but-last') return layers - 1;
  if (asked <= layers) return asked;
  throw new StageError({
    where: 'encode.frozenLayers',
    what: `${asked} layers are to be frozen, but the checkpoint's encoder has ${layers}`,
    mend: `Set a number from 0 to ${layers}, or all-but-last.`,
  });
}
