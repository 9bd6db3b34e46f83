import {
  type Classifier,
  type ClassifierWeights,
  compileOnTokens,
  type InputIds,
  lengthBatches,
  logitsFromTokens,
  padRows,
} from '@retune/encoder';

/** What the explainer needs of a classifier. */
export type TextClassifier = Pick<Classifier, 'config' | 'logits' | 'dispose'>;

/** Padded tokens of a batch: with fewer the cores idle, with more rows of unlike lengths are padded. */
const TOKENS_PER_BATCH = 1024;

/**
 * A classifier whose whole computation runs as one compiled TensorFlow graph. Throws GraphError where it
 * can't be compiled.
 */
export function graphClassifier(weights: ClassifierWeights): TextClassifier {
  const {config} = weights;
  const graph = compileOnTokens(weights, (tensorOf, input) => logitsFromTokens(config, tensorOf, input));
  return {
    config,
    logits: async (rows) =>
      logitsByBatches(rows, (batch) => {
        const logits = graph.run(padRows(config, batch)); // [batch, classes]
        const values = logits.dataSync() as Float32Array;
        logits.dispose();
        return values;
      }),
    dispose: graph.dispose,
  };
}

/** Each row's logits [classes], in the order given, computed in batches of similar length. */
function logitsByBatches(
  rows: readonly InputIds[],
  compute: (batch: readonly InputIds[]) => Float32Array,
): Float32Array[] {
  const results: Float32Array[] = new Array(rows.length);
  const lengths = rows.map(({length}) => length);
  for (const batch of lengthBatches(lengths, TOKENS_PER_BATCH)) {
    const logits = compute(batch.map((row) => rows[row] as InputIds)); // [batch, classes]
    const classes = logits.length / batch.length;
    batch.forEach((row, i) => {
      results[row] = logits.slice(i * classes, (i + 1) * classes);
    });
  }
  return results;
}
