import {GraphError} from '@retune/backend/graph';
import {Classifier, type ClassifierWeights} from '@retune/encoder';
import type {Emit} from '@retune/stage';
import {graphClassifier, type TextClassifier} from './graph-classifier.js';

/** The classifier as a graph; where that can't be compiled run eagerly, with a warning that says why. */
export function createClassifier(
  weights: ClassifierWeights,
  labels: readonly string[],
  emit: Emit,
): TextClassifier {
  try {
    return graphClassifier(weights);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const message = `the layers run operation by operation, because no graph could be compiled. ${error.message}`;
    emit({kind: 'warning', message});
    return new Classifier(weights.config, labels, weights.tensors);
  }
}
