import {StageError} from '@retune/stage';

/** Throws {@link StageError} where a classifier's logits of a row are not all finite. */
export function requireFinite(logits: Float32Array): void {
  if (logits.every(Number.isFinite)) return;
  throw new StageError({
    where: 'model',
    what: 'the classifier gives numbers that are not finite',
    mend: 'Its training went astray: train again with a lower learningRate.',
  });
}
