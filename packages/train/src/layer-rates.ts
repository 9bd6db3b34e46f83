import type {EncoderConfig, Parameter} from '@retune/encoder';

/**
 * What a parameter's learning rate is multiplied by: `decay` to the power of the number of layers above it. So the
 * head, the pooler and the last layer learn at the full rate and the embeddings at the lowest, decay^layers
 * (Howard and Ruder, ULMFiT, 2018; Clark et al., ELECTRA, 2020).
 */
export function layerRateFactor({layers}: EncoderConfig, {part}: Parameter, decay: number): number {
  if (part === 'embeddings') return decay ** layers;
  return typeof part === 'number' ? decay ** (layers - 1 - part) : 1;
}
