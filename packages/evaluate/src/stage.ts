import {checkpoint, evaluation, features, model, tokens} from '@retune/artifacts';
import {defineStage, optional} from '@retune/stage';
import {evaluateParams} from './params.js';

export const evaluateStage = defineStage({
  name: 'evaluate',
  doc: 'Judges a tuned classifier, or without a model the checkpoint’s own, beside baselines on a split',
  reads: {checkpoint, tokens, model: optional(model), features: optional(features)},
  writes: evaluation,
  params: evaluateParams,
  summary: 'summary.txt',
  scores: 'scores.json',
});

export default evaluateStage;
