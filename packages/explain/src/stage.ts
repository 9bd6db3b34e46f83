import {attributions, checkpoint, evaluation, examples, model, tokens} from '@retune/artifacts';
import {defineStage, optional} from '@retune/stage';
import {explainParams} from './params.js';

export const explainStage = defineStage({
  name: 'explain',
  doc: 'Says what each word of texts did to the probability of each label',
  reads: {
    checkpoint,
    tokens,
    model,
    // for a sample and for mistakes
    examples: optional(examples),
    // for mistakes
    evaluation: optional(evaluation),
    // a model of the same checkpoint and labels, to explain the same texts by
    compared: optional(model),
  },
  writes: attributions,
  params: explainParams,
  page: attributions.files.page.path,
});

export default explainStage;
