import {artifactKind} from '@retune/stage';
import {Field, Float64, Int32, Schema} from 'apache-arrow';

/** What training changed, and how it went. Laid over its checkpoint it makes the classifier. */
export const model = artifactKind({
  kind: 'model',
  doc: 'The trained tensors, the classifier’s settings and the history of its training',
  files: {
    weights: {path: 'model.safetensors', doc: 'only the tensors that were trained, at the best step'},
    untrained: {path: 'untrained.safetensors', doc: 'the classification head before the first step'},
    // See `ClassifierSettings`; beside them {architecture, bestStep, bestMetric, bestValue, stoppedEarly, seed}.
    settings: {
      path: 'classifier.json',
      doc: 'labels by id, frozen layers, the chosen step and how many there were',
    },
    history: {
      path: 'history.arrow',
      doc: 'one row each time something was measured: training values since the last row, validation metrics',
      schema: new Schema([
        new Field('step', new Int32(), false),
        new Field('epoch', new Float64(), false),
        new Field('learningRate', new Float64(), false),
        // means over the steps since the last row
        new Field('trainLoss', new Float64(), false),
        new Field('gradientNorm', new Float64(), false),
        // null where the row is no evaluation
        new Field('validationLoss', new Float64(), true),
        new Field('validationAccuracy', new Float64(), true),
        // weighted by the classes' rows
        new Field('validationF1', new Float64(), true),
        new Field('validationF1Macro', new Float64(), true),
        new Field('validationBalancedAccuracy', new Float64(), true),
        new Field('validationMatthews', new Float64(), true),
        // null also where a class has no validation row
        new Field('validationAucMacro', new Float64(), true),
      ]),
    },
  },
});
