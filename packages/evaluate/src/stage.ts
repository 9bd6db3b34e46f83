import {checkpoint, evaluation, features, model, tokens} from '@retune/artifacts';
import {defineStage, optional} from '@retune/stage';
import {evaluateParams} from './params.js';

export const evaluateStage = defineStage({
  name: 'evaluate',
  doc: 'Judges the tuned classifier and the untrained one on a split',
  reads: {checkpoint, tokens, model, features: optional(features)},
  writes: evaluation,
  params: evaluateParams,
  summary: 'summary.txt',
});

export default evaluateStage;
