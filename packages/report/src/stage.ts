import {attributions, evaluation, examples, model, page, tokens} from '@retune/artifacts';
import {defineStage, optional} from '@retune/stage';
import {reportParams} from './params.js';

export const reportStage = defineStage({
  name: 'report',
  doc: 'Shows data, training, metrics and explanations on one self-contained HTML page',
  reads: {
    examples,
    tokens: optional(tokens),
    model,
    evaluation,
    attributions: optional(attributions),
  },
  writes: page,
  params: reportParams,
  page: page.files.page.path,
});
export default reportStage;
