import {compiledOrEager} from '@retune/backend/graph';
import {Classifier, type ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import {graphClassifier, type TextClassifier} from './graph-classifier.js';

/** The classifier as a graph; where that can't be compiled run eagerly, with a warning that says why. */
export function createClassifier(weights: ClassifierWeights, emit: Emit): TextClassifier {
  return compiledOrEager<TextClassifier>(
    () => graphClassifier(weights),
    () => new Classifier(weights.config, weights.tensors),
    {consequence: 'the layers run operation by operation', emit},
  );
}
