import {type Problem, StageError} from '@retune/stage';
import type {ExplainedClassifier} from './explained-classifiers.js';

const WENT_ASTRAY = 'Its training went astray: train again with a lower learningRate.';
const BY_MODEL: Record<ExplainedClassifier['model'], Problem> = {
  tuned: {
    where: 'model',
    what: 'the classifier gives numbers that are not finite',
    mend: WENT_ASTRAY,
  },
  untrained: {
    where: 'checkpoint',
    what: 'the classifier gives numbers that are not finite already before training',
    mend: 'Bring the checkpoint again, or use another one.',
  },
  compared: {
    where: 'compared',
    what: 'the classifier gives numbers that are not finite',
    mend: WENT_ASTRAY,
  },
};

/** Throws {@link StageError} where a classifier's logits of a row are not all finite. */
export function requireFinite(logits: Float32Array, model: ExplainedClassifier['model']): void {
  if (!logits.every(Number.isFinite)) throw new StageError(BY_MODEL[model]);
}
