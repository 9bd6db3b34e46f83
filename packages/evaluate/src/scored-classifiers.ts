import {type BootstrapScores, bootstrapScores} from '@retune/metrics';
import type {JudgedClassifier} from './classifier-details.js';
import type {EvaluateParams} from './params.js';

/** A classifier with its scores on bootstrap samples of the judged rows. */
export interface ScoredClassifier extends JudgedClassifier {
  bootstrap: BootstrapScores;
}

/**
 * Scores classifiers on the samples that the seed draws: the same ones in each call for the same rows, so that
 * classifiers of two calls may be compared sample by sample.
 *
 * @param labels [rows] true classes
 */
export function scoredClassifiers<const Classifiers extends readonly JudgedClassifier[]>(
  labels: Int32Array,
  classifiers: Classifiers,
  {bootstrapSamples: samples, seed}: Pick<EvaluateParams, 'bootstrapSamples' | 'seed'>,
): {[Place in keyof Classifiers]: Classifiers[Place] & ScoredClassifier} {
  const scores = bootstrapScores(
    labels,
    classifiers.map(({logits}) => logits),
    {samples, seed},
  );
  return classifiers.map((classifier, i) => ({...classifier, bootstrap: scores[i]})) as never;
}
