import {anySize, artifactKind} from '@retune/stage';
import {Field, Float32, Int32, Schema, Utf8} from 'apache-arrow';

/** How a classifier does on a split. The predictions' metadata: `labels` as in `examples`. */
export const evaluation = artifactKind({
  kind: 'evaluation',
  doc: 'Predictions and metrics of the tuned and the untrained classifier',
  files: {
    predictions: {
      path: 'predictions.arrow',
      doc: 'one row an example of the split, by the tuned classifier',
      schema: new Schema([
        // place in tokens.arrow and examples.arrow
        new Field('row', new Int32(), false),
        new Field('split', new Utf8(), false),
        new Field('label', new Int32(), false),
        new Field('predicted', new Int32(), false),
        new Field('logits', anySize(new Float32()), false),
        new Field('probabilities', anySize(new Float32()), false),
      ]),
    },
    // {split, rows, labels, tuned, untrained}, the last two each {accuracy, precisionWeighted, recallWeighted,
    // f1Weighted, aucMacro, logLoss, ..., perClass, confusionMatrix, notes}; null where a metric has no value,
    // and notes say why
    metrics: {path: 'metrics.json', doc: 'metrics of both classifiers'},
    confusionMatrix: {path: 'confusion-matrix.csv', doc: 'true labels by row, predicted by column, counts'},
    summary: {path: 'summary.txt', doc: 'the metrics as a table for the terminal'},
  },
});
