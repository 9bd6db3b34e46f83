import {checkpoint, features, tokens} from '@retune/artifacts';
import {defineStage} from '@retune/stage';
import {encodeParams} from './params.js';

export const encodeStage = defineStage({
  name: 'encode',
  doc: 'Computes the hidden states that the frozen layers give, once for all epochs',
  reads: {checkpoint, tokens},
  writes: features,
  params: encodeParams,
});

export default encodeStage;
