import {checkpoint, features, model, tokens} from '@retune/artifacts';
import {defineStage, optional} from '@retune/stage';
import {trainParams} from './params.js';

export const trainStage = defineStage({
  name: 'train',
  doc: 'Fine-tunes what is not frozen and keeps the best step',
  reads: {checkpoint, tokens, features: optional(features)},
  writes: model,
  params: trainParams,
});

export default trainStage;
