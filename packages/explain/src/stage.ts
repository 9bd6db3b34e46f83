import {attributions, checkpoint, model, tokens} from '@retune/artifacts';
import {defineStage} from '@retune/stage';
import {explainParams} from './params.js';

export const explainStage = defineStage({
  name: 'explain',
  doc: 'Says what each token of chosen texts did to the probability of each label (SHAP values)',
  reads: {checkpoint, tokens, model},
  writes: attributions,
  params: explainParams,
});

export default explainStage;
