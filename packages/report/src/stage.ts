import {
  attributions,
  checkpoint,
  evaluation,
  examples,
  features,
  model,
  page,
  tokens,
} from '@retune/artifacts';
import {defineStage, optional, several} from '@retune/stage';
import {reportParams} from './params.js';

/**
 * With `examples` and `evaluation` it shows one classifier, and of the other ports what is wired. With
 * `evaluations` alone it compares several.
 */
export const reportStage = defineStage({
  name: 'report',
  doc: 'Shows one classifier on one self-contained HTML page, or compares several: data, training, metrics, errors, explanations',
  reads: {
    // Named in the page's account of the pipeline; their files are not read.
    checkpoint: optional(checkpoint),
    features: optional(features),
    examples: optional(examples),
    tokens: optional(tokens),
    model: optional(model),
    evaluation: optional(evaluation),
    attributions: optional(attributions),
    evaluations: several(evaluation),
  },
  writes: page,
  params: reportParams,
  page: page.files.page.path,
});
export default reportStage;
