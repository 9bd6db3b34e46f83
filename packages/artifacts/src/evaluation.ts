import {anySize, artifactKind} from '@retune/stage';
import {Bool, Field, Float32, Int32, Schema, Utf8} from 'apache-arrow';

/**
 * How a classifier does on a split, beside baselines. The metadata of both tables: `labels` as in `examples`;
 * label ids are places there. `row` is the place in tokens.arrow and examples.arrow.
 */
export const evaluation = artifactKind({
  kind: 'evaluation',
  doc: 'Predictions, metrics and errors of a classifier, beside those of baselines',
  files: {
    predictions: {
      path: 'predictions.arrow',
      doc: 'one row an example of the judged split, in its order',
      schema: new Schema([
        new Field('row', new Int32(), false),
        new Field('split', new Utf8(), false),
        new Field('label', new Int32(), false),
        new Field('predicted', new Int32(), false),
        // by class, before any temperature
        new Field('logits', anySize(new Float32()), false),
        new Field('probabilities', anySize(new Float32()), false),
      ]),
    },
    errors: {
      path: 'errors.arrow',
      doc: 'one row an example that deserves a look: wrong, truncated, doubtfully labelled or in two splits',
      // Wrong rows first, the most confident before the others, then the rest by row. Rows of the judged split
      // and of validation are predicted; those of other splits, listed for their text alone, are not.
      schema: new Schema([
        new Field('row', new Int32(), false),
        new Field('split', new Utf8(), false),
        new Field('label', new Int32(), false),
        // null where the row was not predicted
        new Field('predicted', new Int32(), true),
        // probability of the predicted class and of the label, 0 to 1
        new Field('confidence', new Float32(), true),
        new Field('labelProbability', new Float32(), true),
        // predicted, and not as the label says
        new Field('wrong', new Bool(), false),
        // by confident learning; null where the label is not in doubt
        new Field('suggestedLabel', new Int32(), true),
        // tokens of the row, special ones included, after truncation
        new Field('tokens', new Int32(), false),
        new Field('truncated', new Bool(), false),
        // first row of another split with the same token ids, and whether its label is another
        new Field('duplicateRow', new Int32(), true),
        new Field('duplicateSplit', new Utf8(), true),
        new Field('duplicateLabel', new Int32(), true),
      ]),
    },
    // The judged classifier's numbers, and the baselines' beside them, each under its name; see `EvaluationMetrics`.
    metrics: {path: 'metrics.json', doc: 'metrics of each classifier as nested objects of numbers'},
    // See `EvaluationDetails`, read by `readEvaluationDetails`.
    details: {
      path: 'evaluation.json',
      doc: 'metrics with intervals and reasons, paired tests, calibration with its temperature, slices',
    },
    confusionMatrix: {path: 'confusion-matrix.csv', doc: 'true labels by row, predicted by column, counts'},
    scores: {path: 'scores.json', doc: 'the judged classifier’s main metrics by their titles'},
    summary: {path: 'summary.txt', doc: 'the metrics as a table for the terminal'},
  },
});
